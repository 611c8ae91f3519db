import type { CatalogView } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";
import { ferries, NOW } from "../ferries.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

/** The intent and what it is about, or the outcome. */
function read(question: string): string {
  const { outcome, intent, entities } = ask(view, question, { now: NOW });
  const about = entities.map((ref) => ref.slice(ref.indexOf("/") + 1)).join(" + ");
  return outcome === "answer" ? `${intent} ${about}` : outcome;
}

describe("readCues", () => {
  it.each([
    ["it is 3am and deck-planner is toast, who gets out of bed", "oncall deck-planner"],
    ["need a name for deck-planner, any owner listed?", "owner deck-planner"],
    ["never heard of deck-planner, what is that thing", "describe deck-planner"],
    ["worst case if manifest-db gets corrupted?", "blast_radius manifest-db"],
    ["what do I git clone to hack on deck-planner", "repo deck-planner"],
    ["stuff deck-planner cant live without", "dependencies deck-planner"],
  ])("understands what no phrase covers: %s", (question, expected) => {
    expect(read(question)).toBe(expected);
  });

  it("tells by the side of the name what leans on what", () => {
    expect(read("the things deck-planner leans on")).toBe("dependencies deck-planner");
    expect(read("whatever it is that leans on manifest-db")).toBe("dependents manifest-db");
  });

  it.each([
    ["deck-planner is lovely", "nothing speaks for a question"],
    ["why does nobody tend deck-planner", "something is negated"],
    ["does the steward of parcel-tracker know deck-planner", "a name is unknown"],
    ["who wants the recovery graph repo of deck-planner", "several questions are as likely"],
  ])("does not answer %s, as %s", (question) => {
    expect(ask(view, question, { now: NOW }).outcome).not.toBe("answer");
  });

  it("lists as missing what the question for it does not find", () => {
    const { entities } = ask(view, "runbook for deck-planner", { now: NOW });
    expect(entities).toEqual(["component:default/deck-planner"]);
    const listed = ask(view, "components without a runbook", { now: NOW });
    for (const { ref } of listed.intent === "list" && listed.outcome === "answer" ? listed.data.first : []) {
      const asked = ask(view, `runbook for ${ref}`, { now: NOW });
      const found = asked.intent === "runbook" && asked.outcome === "answer" ? asked.data.about : [];
      expect(found.filter(({ relation, found: own }) => relation === "itself" && own.length > 0)).toEqual([]);
    }
  });
});
