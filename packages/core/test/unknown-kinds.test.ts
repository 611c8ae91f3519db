import { describe, expect, it } from "vitest";
import { openCatalog } from "../src/index.ts";
import { componentFile, memorySource } from "./documents.ts";

const content =
  "apiVersion: acme.example/v1\nkind: Queue\nmetadata: { name: jobs }\nspec: { type: fifo, owner: shop, dependsOn: [component:web] }\n";
const source = () => memorySource("files", [{ location: "file:queue.yaml", content }, componentFile("web")]);

describe("openCatalog with unknownKinds", () => {
  it("finds, filters and shows an entity of a kind that nobody defined, without relations", async () => {
    const { provider } = source();
    const catalog = await openCatalog({ providers: [provider], unknownKinds: "keep", schedule: false });
    expect(catalog.entity("queue:jobs")).toMatchObject({ kind: "Queue", spec: { type: "fifo" }, relations: [] });
    expect(catalog.query({ filter: "kind=queue,spec.type=fifo" }).total).toBe(1);
    expect(catalog.resolve("jobs")).toMatchObject({ status: "found", ref: "queue:default/jobs" });
    expect(catalog.owner("queue:jobs").status).toBe("unowned");
    expect(catalog.blastRadius("component:web").total).toBe(0);
    expect(catalog.problems().filter(({ rule }) => rule === "unknown-kind")).toEqual([]);
  });

  it("refuses it unless told otherwise, and says which kinds there are", async () => {
    const { provider } = source();
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    expect(catalog.entity("queue:jobs")).toBeUndefined();
    expect(catalog.problems().filter(({ rule }) => rule === "unknown-kind")).toMatchObject([
      { location: "file:queue.yaml", line: 2, message: expect.stringContaining("Component, API") },
    ]);
  });
});
