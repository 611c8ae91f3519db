import { describe, expect, it } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { describeStore } from "../../src/testing/describe-store.ts";
import { changeSet, storedDocument } from "./stored.ts";

describeStore({ describe, it }, "memoryStore", async () => ({ store: memoryStore() }));

describe("memoryStore", () => {
  it("says that it does not survive the process", () => {
    expect(memoryStore().durable).toBe(false);
  });

  it("goes on from what it was given", async () => {
    const first = memoryStore();
    await first.commit(changeSet(1, "api"));
    const store = memoryStore(await first.load());
    await store.commit(changeSet(2, "web"));
    expect((await store.load())?.sources[0]?.documents).toEqual([storedDocument("api", 1), storedDocument("web", 2)]);
    expect(await store.changes(0)).toHaveLength(2);
  });

  it("keeps what it holds when it is closed, for the next catalog in the process", async () => {
    const store = memoryStore();
    await store.commit(changeSet(1, "api"));
    await store.close();
    expect((await store.load())?.revision).toBe(1);
  });
});
