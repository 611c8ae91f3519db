import type { CatalogView } from "@callboard/core";
import { shortName } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";
import { ferries, NOW } from "../ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const inThread = { thread: { intent: "blast_radius", entity: "resource:default/manifest-db" } };

/** What was understood, in one line. */
function read(question: string, context = {}): string {
  const { outcome, intent, entities, unknownName } = ask(view, question, { now: NOW, context });
  const about = unknownName ?? entities.map(shortName).join(" + ");
  return [outcome === "answer" ? "" : outcome, intent, about].filter(Boolean).join(" ");
}

describe("the intent common_causes", () => {
  it.each([
    ["what do gate-app, passage-ledger and tide-feed share", "common_causes gate-app + passage-ledger + tide-feed"],
    ["what do gate-app and passage-ledger have in common?", "common_causes gate-app + passage-ledger"],
    ["common cause of gate-app, passage-ledger", "common_causes gate-app + passage-ledger"],
    ["why are gate-app, tide-feed and passage-ledger all down", "common_causes gate-app + tide-feed + passage-ledger"],
    ["why are gate-app and tide-feed down", "common_causes gate-app + tide-feed"],
    ["what do Gate App & neptune both depend on", "common_causes gate-app + deck-planner"],
    ["shared dependencies of `gate-app` and `tide-feed`", "common_causes gate-app + tide-feed"],
    ["what do gate-app, parcel-tracker and tide-feed share", "not_found common_causes parcel-tracker"],
  ])("reads every name of a list: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("says what explains all of them, and how to rule it out", () => {
    const { text } = ask(view, "what do gate-app and passage-ledger share", { now: NOW });
    expect(text.split("\n").slice(0, 4)).toEqual([
      "manifest-db (database) would explain both: gate-app, passage-ledger.",
      "  gate-app breaks: it needs deck-api, which is provided by deck-planner, which needs manifest-db",
      "  passage-ledger breaks: it writes to manifest-db",
      "If manifest-db failed it would hit 2 other entities too, 2 of them hard: if those work, it is not the cause.",
    ]);
  });

  it("heads the ways with how many are left out", () => {
    const names = ["one", "two", "three", "four", "five", "six", "seven"].map((each) => `shop-${each}`);
    const shops = catalogOf(...names.map((each) => `component:${each} dependsOn resource:till-db`));
    const { text } = ask(shops, `what do ${names.join(", ")} share`, { now: NOW });
    const [, heading, ...lines] = text.split("\n");
    expect(heading).toBe("How: (+2 more)");
    expect(lines.findIndex((line) => !line.startsWith("  shop-"))).toBe(5);
    expect(text).not.toContain("\n  +");
  });

  it("says that there is none", () => {
    expect(ask(view, "what do fog-horn and anchor share", { now: NOW }).text).toMatch(
      /no common cause in the catalog|Which "anchor"/,
    );
  });
});

describe("the intent exposure", () => {
  it("tells what takes it down by failing alone", () => {
    const { text } = ask(view, "what could take gate-app down", { now: NOW });
    expect(text).toMatch(/^\d+ entities would affect gate-app \(mobile-app\) by failing alone: /);
    expect(text).toContain("Single points of failure, each of which takes it down:");
  });

  it("says of what states no needs that this proves little", () => {
    const { text } = ask(view, "spof of fog-horn", { now: NOW });
    expect(text).toContain("it states no needs");
    expect(text).toContain("That proves little");
  });
});

describe("the intent why", () => {
  it.each([
    ["why is gate-app affected", "why gate-app + manifest-db"],
    ["why is gate-app affected?", "why gate-app + manifest-db"],
    ["why gate-app", "why gate-app + manifest-db"],
    ["how come gate-app is affected", "why gate-app + manifest-db"],
    ["why does gate-app break", "why gate-app + manifest-db"],
    ["why are gate-app and passage-ledger affected", "why gate-app + passage-ledger + manifest-db"],
    ["why is gate-app affected by tide-feed", "why gate-app + tide-feed"],
    ["and tide-feed?", "blast_radius tide-feed"],
  ])("takes what fails from the thread unless it is named: %s", (question, expected) => {
    expect(read(question, inThread)).toBe(expected);
  });

  it("does not guess what fails out of a thread", () => {
    expect(read("why is gate-app down")).toBe("not_understood");
    expect(read("why is gate-app affected by parcel-tracker")).toBe("not_found why parcel-tracker");
  });

  it("tells each hop and what becomes of it", () => {
    const { text } = ask(view, "why is gate-app affected", { now: NOW, context: inThread });
    expect(text.split("\n").slice(0, 4)).toEqual([
      "gate-app (mobile-app) breaks when manifest-db is down:",
      "  gate-app needs deck-api (openapi API), which breaks",
      "  deck-api is provided by Neptune (deck-planner, service), which breaks",
      "  deck-planner needs manifest-db (database)",
    ]);
  });

  it("says that there is no way", () => {
    const { text } = ask(view, "why is fog-horn affected by manifest-db", { now: NOW });
    expect(text).toContain("it does not need manifest-db, directly or not");
  });
});
