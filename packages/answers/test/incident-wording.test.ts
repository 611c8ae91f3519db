import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { AskOptions } from "../src/index.ts";
import { ferries } from "./ferries.ts";
import { readInOneLine } from "./read-in-one-line.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const read = (question: string, options: AskOptions = {}) => readInOneLine(view, question, options);

const thread = (intent: string, entity: string): AskOptions => ({ context: { thread: { intent, entity } } });

describe("ask, in the thread of an incident", () => {
  const incident: AskOptions = { ...thread("blast_radius", "resource:default/manifest-db"), surface: "thread" };

  it.each([
    ["who should look at this", "owner manifest-db"],
    ["who should fix it", "owner manifest-db"],
    ["which team has to deal with that?", "owner manifest-db"],
    ["who's that with", "owner manifest-db"],
    ["which team?", "owner manifest-db"],
    ["sorry, what squad?", "owner manifest-db"],
    ["who should I ping", "owner manifest-db"],
    ["what else would break?", "blast_radius manifest-db"],
    ["what else could fail", "blast_radius manifest-db"],
    ["what might go down too?", "blast_radius manifest-db"],
    ["what could break it?", "exposure manifest-db"],
    ["is deck-planner affected by this?", "why deck-planner + manifest-db"],
    ["is neptune hit by that too", "why deck-planner + manifest-db"],
    ["does this affect gate-app?", "why gate-app + manifest-db"],
    ["huh, why deck-planner?", "why deck-planner + manifest-db"],
    ["eh, how come passage-ledger?", "why passage-ledger + manifest-db"],
    ["hm, why gate-app?", "why gate-app + manifest-db"],
    ["what changed there today", "changes manifest-db"],
    ["anything new there since monday?", "changes manifest-db"],
    ["has anything changed here lately?", "changes manifest-db"],
    ["what happened to manifest-db?", "changes manifest-db"],
    ["what happened today?", "changes manifest-db"],
  ])("%s", (question, expected) => {
    expect(read(question, incident)).toBe(expected);
  });

  it.each(["what happened?", "so what happened here", "wait, what happened??"])(
    "leaves to people what they ask each other: %s",
    (question) => {
      expect(read(question, incident)).toBe("ignore");
      expect(read("what happened?", { ...incident, surface: "mention" })).toBe("changes manifest-db");
    },
  );

  it("knows of no team without a thread", () => {
    expect(read("which team?")).toBe("not_understood");
  });
});

describe("ask, beside an alert", () => {
  const ALERT = "[FIRING:1] HighErrorRate service=tide-feed";

  it.each([
    ["who should I ping?", "oncall tide-feed"],
    ["whom do I poke about this", "oncall tide-feed"],
    ["who to notify?", "oncall tide-feed"],
    ["who should I ping about deck-planner?", "owner deck-planner"],
    ["who should look at this?", "owner tide-feed"],
    ["which team?", "owner tide-feed"],
    ["who's that with", "owner tide-feed"],
    ["what else would break?", "blast_radius tide-feed"],
    ["is deck-planner affected by this?", "why deck-planner + tide-feed"],
  ])("%s", (question, expected) => {
    expect(read(`${ALERT}\n${question}`)).toBe(expected);
  });

  it.each([
    ["[FIRING:2] Down\nservices: tide-feed, deck-planner", "common_causes tide-feed + deck-planner"],
    ["[FIRING:2] Down\naffected_services: tide-feed, manifest-db", "common_causes tide-feed + manifest-db"],
    ["[FIRING:2] Down\nservices: tide-feed, deck-planner\nwho owns these?", "owner tide-feed + deck-planner"],
    ["[FIRING:1] Down\nservices: tide-feed", "blast_radius tide-feed"],
    ["[FIRING:2] Down\nservices: nowhere, nothing-here", "not_found blast_radius nowhere"],
  ])("reads a label that lists several: %s", (alert, expected) => {
    expect(read(alert)).toBe(expected);
  });
});
