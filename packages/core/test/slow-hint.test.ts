import { describe, expect, it } from "vitest";
import { type EntityProvider, openCatalog, type SourceDocument } from "../src/index.ts";
import { testClock } from "../src/testing/index.ts";
import { componentFile, componentYaml, memorySource } from "./documents.ts";

const api = (definition: string): SourceDocument => ({
  location: "file:api.yaml",
  content: `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: orders}\nspec: {type: openapi, lifecycle: production, owner: shop, definition: ${definition}}\n`,
});

/** A catalog of two sources; the first has given a hint to a file on a host that answers when it is released. */
async function waiting() {
  let release = (_: Response) => {};
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const fetch: typeof globalThis.fetch = () => {
    asked();
    return new Promise((resolve) => (release = resolve));
  };
  const slow = memorySource("slow", [api("none")]);
  const watched: EntityProvider = {
    ...slow.provider,
    async *watch() {
      yield { type: "changed", document: api("{$text: https://files.example.com/orders.yaml}") };
    },
  };
  const other = memorySource("other", [componentFile("web")]);
  const catalog = await openCatalog({
    providers: [watched, other.provider],
    allowedHosts: ["files.example.com"],
    schedule: { watch: true },
    runtime: { fetch, clock: testClock() },
  });
  await isAsked;
  const definition = () => catalog.entity("api:orders")?.spec?.definition;
  const changed = () => new Promise((resolve) => catalog.subscribe(resolve));
  return { catalog, slow, other, definition, changed, release: () => release(new Response("remote")) };
}

describe("a hint that waits for a slow host", () => {
  it("keeps no other source waiting, and counts when the host answers", async () => {
    const { catalog, other, definition, changed, release } = await waiting();
    other.documents = [componentFile("web"), componentFile("mailer")];
    expect(await catalog.refresh("other")).toMatchObject([{ state: "complete", added: 1 }]);
    expect(definition()).toBe("none");
    const next = changed();
    release();
    await next;
    expect(definition()).toBe("remote");
    await catalog.close();
  });

  it("gives way to a full read of its source that ended meanwhile", async () => {
    const { catalog, slow, definition, release } = await waiting();
    slow.documents = [api("newer"), { location: "file:x.yaml", content: componentYaml("x") }];
    await catalog.refresh("slow");
    const reads = slow.reads;
    release();
    while (slow.reads === reads) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(definition()).toBe("newer");
    await catalog.close();
  });

  it("does not keep the catalog from closing, and changes nothing then", async () => {
    const { catalog, definition, release } = await waiting();
    await catalog.close();
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(definition()).toBe("none");
  });
});
