import { type EntityProvider, openCatalog } from "@callboard/core";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";

const HOUR_MS = 3_600_000;

/** A source of one service and its owner, and what a test does to it. */
function source(name: string, services: number) {
  const told = { failure: null as Error | null, skipped: null as string | null, services };
  const entity = (kind: string, entityName: string, spec: object) => ({
    location: `${name}:${entityName}`,
    entity: { apiVersion: "backstage.io/v1alpha1", kind, metadata: { name: entityName }, spec },
  });
  const provider: EntityProvider = {
    name,
    async *provide({ skip }) {
      if (told.failure) throw told.failure;
      if (told.skipped) skip(told.skipped, new Error("permission denied"));
      yield entity("Group", "harbour", { type: "team", children: [] });
      for (let index = 0; index < told.services; index += 1)
        yield entity("Component", `ferry-${index}`, { type: "service", lifecycle: "production", owner: "harbour" });
    },
  };
  return { told, provider };
}

async function opened() {
  const clock = testClock("2026-03-10T08:00:00.000Z");
  const { told, provider } = source("github:acme", 20);
  const schedule = { everyMs: HOUR_MS };
  const catalog = await openCatalog({ providers: [provider], schedule, runtime: { clock } });
  const text = (question: string) => ask(catalog, question, { now: clock.now() }).text;
  return { clock, told, catalog, text };
}

describe("an answer", () => {
  it("says nothing about a source that is fresh", async () => {
    const { text, catalog } = await opened();
    expect(text("who owns ferry-1")).not.toContain("github:acme (");
    await catalog.close();
  });

  it("says of a stale source how long ago it was read", async () => {
    const { clock, text, catalog } = await opened();
    clock.jump(3 * HOUR_MS);
    for (const question of ["who owns ferry-1", "who owns lantern-keeper"]) {
      expect(text(question)).toContain(
        "Last read some time ago, so something may have changed since: github:acme (3 h ago)",
      );
    }
    await catalog.close();
  });

  it("says of a failing source why it could not be read", async () => {
    const { told, text, catalog } = await opened();
    told.failure = new Error("502 Bad Gateway");
    await catalog.refresh();
    expect(text("who owns ferry-1")).toContain("something may be missing: github:acme (502 Bad Gateway)");
    await catalog.close();
  });

  it("says of a degraded source what was left out", async () => {
    const { told, text, catalog } = await opened();
    told.skipped = "github:acme/lost";
    await catalog.refresh();
    expect(text("who owns ferry-1")).toContain("github:acme/lost could not be read: permission denied");
    told.skipped = null;
    told.services = 5;
    await catalog.refresh();
    expect(text("who owns ferry-1")).toContain("github:acme (it lost 15 of its 21 entities");
    await catalog.close();
  });
});
