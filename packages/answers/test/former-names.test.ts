import { describe, expect, it } from "vitest";
import { ask } from "../src/index.ts";
import { catalogWith, NOW } from "./ferries.ts";

const view = await catalogWith([
  {
    kind: "Component",
    name: "mooring",
    metadata: { annotations: { "callboard.dev/aliases": "buoys, component:default/rope-service" } },
    spec: { type: "service", lifecycle: "production", owner: "boarding" },
  },
]);

const MOORING = "component:default/mooring";
const reply = (question: string) => ask(view, question, { now: NOW });
const firstLine = (question: string) => reply(question).text.split("\n")[0];

describe("ask, by a former name", () => {
  it.each([
    ["who owns rope-service", "owner", "rope-service was renamed to mooring."],
    ["who owns component:default/rope-service?", "owner", "component:default/rope-service was renamed to mooring."],
    ["what is rope service", "describe", "rope service was renamed to mooring."],
    ["rope-service", "describe", "rope-service was renamed to mooring."],
    ["what breaks if rope-service is down", "blast_radius", "rope-service was renamed to mooring."],
  ])("%s: answers, and says first that the entity was renamed", (question, intent, text) => {
    expect(reply(question)).toMatchObject({ outcome: "answer", intent, entity: MOORING });
    expect(firstLine(question)).toBe(text);
  });

  it("gives the former name as data, as it was written", () => {
    expect(reply("who owns rope-service")).toMatchObject({ renamed: [{ ref: MOORING, from: "rope-service" }] });
  });

  it("says nothing of it when the entity was called by another of its names", () => {
    for (const name of ["mooring", "buoys", MOORING]) {
      expect(reply(`who owns ${name}`).entity).toBe(MOORING);
      expect(reply(`who owns ${name}`).text).not.toContain("renamed");
    }
  });
});
