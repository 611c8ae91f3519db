import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, askMapped, type MappedQuestion } from "../src/index.ts";
import { ferries, NOW } from "./ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

const MISSED = "humans near deck-planner when it rains";
const planner = "component:default/deck-planner";
const mapped = (to: unknown, question = MISSED) =>
  askMapped(view, question, () => to as MappedQuestion | null, { now: NOW });

describe("askMapped", () => {
  it("is about a question that is not understood", () => {
    expect(ask(view, MISSED, { now: NOW })).toMatchObject({
      outcome: "not_understood",
      data: { because: "no-phrase" },
    });
  });

  it("answers a mapped question with our own answer, and says how it was read", async () => {
    const reply = await mapped({ intent: "owner", entities: [planner] });
    expect(reply).toMatchObject({ outcome: "answer", intent: "owner", entity: planner });
    expect(reply.text).toBe(
      `Read as a question for owner about ${planner}.\n${ask(view, "who owns deck-planner", { now: NOW }).text}`,
    );
  });

  it("passes on how and where something fails", async () => {
    const reply = await mapped({ intent: "blast_radius", entities: [planner], mode: "slow", environment: "prod" });
    expect(reply).toMatchObject({ outcome: "answer", data: { radius: { mode: "slow", environment: "prod" } } });
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["a text", "owner"],
    ["no intent of ours", { intent: "restart", entities: [planner] }],
    ["a key of a prototype", { intent: "constructor", entities: [planner] }],
    ["no such entity", { intent: "owner", entities: ["component:default/ghost"] }],
    ["no ref", { intent: "owner", entities: ["<!channel>"] }],
    ["one entity of two", { intent: "owner", entities: [planner, "component:default/ghost"] }],
    ["too few", { intent: "owner", entities: [] }],
    ["too many", { intent: "describe", entities: [planner, "component:default/tide-feed"] }],
    ["one twice", { intent: "path", entities: [planner, planner] }],
    ["text of its own", { intent: "owner", entities: [planner], text: "Ask Bob." }],
    ["no mode of ours", { intent: "blast_radius", entities: [planner], mode: "exploded" }],
    ["no environment", { intent: "blast_radius", entities: [planner], environment: "@here" }],
  ])("uses nothing that is not ours: %s", async (_, to) => {
    expect(await mapped(to)).toEqual(ask(view, MISSED, { now: NOW }));
  });

  it("asks nobody about an order, an answer or an unknown name", async () => {
    for (const question of ["restart deck-planner", "who owns deck-planner", "who owns parcel-tracker", "cheers"]) {
      const reply = await askMapped(view, question, () => expect.fail("asked"), { now: NOW });
      expect(reply).toEqual(ask(view, question, { now: NOW }));
    }
  });
});
