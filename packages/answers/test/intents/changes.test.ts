import type { CatalogView, EntityRef } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, type KnownChanges } from "../../src/index.ts";
import { catalogWith, ferries, ferryDrafts, NOW } from "../ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const change = (at: string, type: "added" | "changed" | "removed", name: string): KnownChanges["changes"][number] => ({
  at: `2026-03-${at}:00.000Z`,
  type,
  ref: `component:default/${name}` as EntityRef, // the log holds refs that may be gone, which no view can give
  source: "file:ferries",
  location: `file:${name}/catalog-info.yaml`,
});

/** NOW is Tuesday, 10 March, 09:02. */
const changes: KnownChanges = {
  since: "2026-03-01T00:00:00.000Z",
  durable: true,
  changes: [
    change("10T08:40", "changed", "deck-planner"),
    change("10T07:10", "changed", "deck-planner"),
    change("10T06:00", "changed", "tide-feed"),
    change("09T10:00", "added", "gate-app"),
    change("08T10:00", "removed", "old-ledger"),
  ],
};

/** Which entities changed, the latest first, and since when was asked. */
function read(question: string, known: KnownChanges | null = changes) {
  const { outcome, intent, data } = ask(view, question, { now: NOW, ...(known && { changes: known }) });
  if (outcome !== "answer" || intent !== "changes") return [outcome, intent];
  return [data.since?.slice(5, 16) ?? null, ...data.changes.map(({ ref }) => ref.slice(ref.indexOf("/") + 1))];
}

describe("the intent changes", () => {
  it.each([
    ["what changed today", ["03-10T00:00", "deck-planner", "tide-feed"]],
    ["what changed since yesterday?", ["03-09T00:00", "deck-planner", "tide-feed", "gate-app"]],
    ["what changed this week", ["03-09T00:00", "deck-planner", "tide-feed", "gate-app"]],
    ["what changed since sunday", ["03-08T00:00", "deck-planner", "tide-feed", "gate-app", "old-ledger"]],
    ["anything changed in the last 30 minutes?", ["03-10T08:32", "deck-planner"]],
    ["what changed since 8am", ["03-10T08:00", "deck-planner"]],
    ["what changed since 9:30", ["03-09T09:30", "deck-planner", "tide-feed", "gate-app"]],
    ["what changed since 2026-03-10", ["03-10T00:00", "deck-planner", "tide-feed"]],
    ["recent changes", [null, "deck-planner", "tide-feed", "gate-app", "old-ledger"]],
    ["what changed in the crossing system", [null, "deck-planner"]],
    ["what changed this week in boarding", ["03-09T00:00", "deck-planner", "gate-app"]],
    ["what changed in deck-planner in the last 2 hours", ["03-10T07:02", "deck-planner"]],
    ["did tide-feed change today", ["03-10T00:00", "tide-feed"]],
    ["what changed in parcel-tracker today", ["not_found", "changes"]],
    ["who changed deck-planner", ["not_understood", null]],
    ["what was deployed today", ["not_understood", null]],
  ])("reads the time and the place: %s", (question, expected) => {
    expect(read(question)).toEqual(expected);
  });

  it("tells what changed among the needs of what was asked about, and how often", () => {
    const { data } = ask(view, "what changed in deck-planner today", { now: NOW, changes });
    expect(data).toMatchObject({
      total: 1,
      changes: [{ ref: "component:default/deck-planner", times: 2 }],
      needed: [{ ref: "component:default/tide-feed" }],
    });
  });

  it("says since when it knows, and what was removed", () => {
    const { text } = ask(view, "what changed since sunday", { now: NOW, changes });
    expect(text.split("\n")).toEqual([
      "4 entities changed since 2026-03-08 00:00 UTC:",
      "  Neptune (deck-planner, service) changed 22 min ago, 2 times · deck-planner/catalog-info.yaml",
      "  tide-feed (service) changed 3 h ago · tide-feed/catalog-info.yaml",
      "  gate-app (mobile-app) was added 23 h ago · gate-app/catalog-info.yaml",
      "  old-ledger was removed 1 day ago · old-ledger/catalog-info.yaml",
      "This is about catalog files; every change since 2026-03-01 00:00 UTC is known.",
    ]);
  });

  it("says that a log without a store began with the process", () => {
    const { text } = ask(view, "what changed today", { now: NOW, changes: { ...changes, durable: false } });
    expect(text).toContain("is known, as the log begins anew with every start.");
  });

  it("without a log tells the last change of what is there, where it stands out", async () => {
    const [first, ...others] = ferryDrafts.map((draft) =>
      draft.name === "fog-horn" ? { ...draft, modified: "2026-03-10T08:30:00.000Z" } : draft,
    );
    const fresh = await catalogWith(first ? [first, ...others] : others);
    const { data, text } = ask(fresh, "what changed today", { now: NOW });
    expect(data).toMatchObject({ from: "last-seen", changes: [{ ref: "component:default/fog-horn" }] });
    expect(text).toContain("there is no log here");
  });

  it("is about the thread's entity where none is named", () => {
    const thread = { intent: "owner", entity: "component:default/tide-feed" };
    const reply = ask(view, "what changed today?", { now: NOW, changes, surface: "thread", context: { thread } });
    expect(reply).toMatchObject({ intent: "changes", entity: "component:default/tide-feed" });
    const again = ask(view, "and this week?", {
      now: NOW,
      changes,
      context: { thread: { ...thread, intent: "changes" } },
    });
    expect(again).toMatchObject({ intent: "changes", entity: "component:default/tide-feed" });
  });
});
