import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, openConversations, type RememberedConversation, type Reply } from "../src/index.ts";
import { ferries, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

/** A store that keeps what was saved, as JSON, and how often. */
function memory() {
  const kept = { json: undefined as string | undefined, saves: 0, fails: false };
  return {
    kept,
    async load(): Promise<unknown> {
      return kept.json === undefined ? undefined : JSON.parse(kept.json);
    },
    async save(all: readonly RememberedConversation[]) {
      if (kept.fails) throw new Error("disk full");
      kept.json = JSON.stringify(all);
      kept.saves += 1;
    },
  };
}

const answerOf = (question: string): Reply => ask(view, question, { now: NOW });

describe("openConversations", () => {
  it("gives a follow-up what the answer before was about", async () => {
    const conversations = await openConversations();
    const say = (question: string) => {
      const reply = ask(view, question, { now: NOW, context: conversations.contextOf("C1:1.2") });
      conversations.remember("C1:1.2", reply);
      return [reply.intent, reply.entity];
    };
    expect(say("who owns deck-planner")).toEqual(["owner", "component:default/deck-planner"]);
    expect(say("and its dependencies?")).toEqual(["dependencies", "component:default/deck-planner"]);
    expect(say("and tide-feed?")).toEqual(["dependencies", "component:default/tide-feed"]);
    expect(say("what else does that team own")).toEqual(["list_owned", "group:default/engines"]);
  });

  it("keeps conversations apart, and adds who asks", async () => {
    const conversations = await openConversations();
    conversations.remember("one", answerOf("who owns deck-planner"));
    expect(conversations.contextOf("other", { user: "user:default/tove.lind" })).toEqual({
      user: "user:default/tove.lind",
    });
    expect(conversations.contextOf("one", { user: "user:default/tove.lind" })).toMatchObject({
      user: "user:default/tove.lind",
      thread: { intent: "owner" },
    });
  });

  it("remembers of a reason what fails", async () => {
    const conversations = await openConversations();
    conversations.remember("one", answerOf("why is deck-planner affected by manifest-db"));
    expect(conversations.contextOf("one").thread).toEqual({
      intent: "why",
      entity: "resource:default/manifest-db",
      mode: "down",
    });
  });

  it("remembers how and where something fails, across a restart", async () => {
    let saved: unknown;
    const store = {
      load: async () => saved,
      save: async (all: unknown) => {
        saved = all;
      },
    };
    const before = await openConversations({ store });
    before.remember("one", answerOf("what breaks if manifest-db is read-only"));
    await before.flush();
    const after = await openConversations({ store });
    const next = ask(view, "and in staging?", { now: NOW, context: after.contextOf("one") });
    expect(next).toMatchObject({
      intent: "blast_radius",
      data: { radius: { mode: "read-only", environment: "staging" } },
    });
    after.remember("one", next);
    const slow = ask(view, "what if it is slow?", { now: NOW, context: after.contextOf("one") });
    expect(slow).toMatchObject({ intent: "blast_radius", data: { radius: { mode: "slow" } } });
  });

  it("leaves what was there when an answer is about nothing", async () => {
    const conversations = await openConversations();
    conversations.remember("one", answerOf("who owns deck-planner"));
    for (const question of ["help", "who owns parcel-tracker", "restart deck-planner"]) {
      conversations.remember("one", answerOf(question));
    }
    expect(conversations.contextOf("one").thread?.intent).toBe("owner");
  });

  it("forgets the one that was silent longest when there are too many", async () => {
    const conversations = await openConversations({ max: 2 });
    for (const id of ["a", "b", "a", "c"]) conversations.remember(id, answerOf("who owns deck-planner"));
    expect(["a", "b", "c"].map((id) => conversations.contextOf(id).thread !== undefined)).toEqual([true, false, true]);
    expect(conversations.size).toBe(2);
  });

  it("forgets what is too old", async () => {
    let now = 0;
    const conversations = await openConversations({ maxAgeMs: 1_000, clock: { now: () => now } });
    conversations.remember("a", answerOf("who owns deck-planner"));
    now = 1_000;
    expect(conversations.contextOf("a").thread).toBeDefined();
    now = 1_001;
    expect(conversations.contextOf("a")).toEqual({});
    conversations.remember("b", answerOf("who owns deck-planner"));
    expect(conversations.size).toBe(1);
  });

  it("is as it was after a restart where it has a store", async () => {
    const store = memory();
    const before = await openConversations({ store });
    before.remember("a", answerOf("who owns deck-planner"));
    before.remember("b", answerOf("dependencies of tide-feed"));
    await before.flush();
    const after = await openConversations({ store });
    expect(["a", "b"].map((id) => after.contextOf(id))).toEqual(["a", "b"].map((id) => before.contextOf(id)));
  });

  it("writes the last of many states, not every one", async () => {
    const store = memory();
    const conversations = await openConversations({ store });
    for (let count = 0; count < 50; count += 1) conversations.remember(`${count}`, answerOf("who owns deck-planner"));
    await conversations.flush();
    expect(store.kept.saves).toBeLessThan(5);
    expect(JSON.parse(store.kept.json ?? "")).toHaveLength(50);
  });

  it("tells that it could not be kept, and keeps it once it can", async () => {
    const store = memory();
    store.kept.fails = true;
    const conversations = await openConversations({ store });
    conversations.remember("a", answerOf("who owns deck-planner"));
    await expect(conversations.flush()).rejects.toThrow("disk full");
    store.kept.fails = false;
    await conversations.flush();
    expect(store.kept.json).toContain("deck-planner");
  });

  it.each([[undefined], [null], [{}], ["x"], [[null, 1, {}, { conversation: "a", intent: 1, entity: "e", at: 2 }]]])(
    "begins anew where what was kept is no conversation: %j",
    async (loaded) => {
      const conversations = await openConversations({ store: { load: async () => loaded, save: async () => {} } });
      expect(conversations.size).toBe(0);
    },
  );
});
