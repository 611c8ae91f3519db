import type { CatalogView } from "@callboard/core";
import { entityRefParts } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../src/index.ts";
import { intents } from "../src/intents.ts";
import { ferries, NOW } from "./ferries.ts";

/** An entity of each kind that the examples are asked about. */
const SUBJECTS: Readonly<Record<string, string>> = {
  component: "component:default/deck-planner",
  api: "api:default/deck-api",
  resource: "resource:default/manifest-db",
  system: "system:default/crossing",
  domain: "",
  group: "group:default/boarding",
  user: "user:default/ines.moreau",
  template: "template:default/skiff-service",
};
/** The second entity of a question about two. */
const OTHER = "resource:default/tide-cache";

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

function nameOf(ref: string): string {
  return ref === "" ? "" : entityRefParts(view.origin(ref).ref).name;
}

/** What an answer about two entities tells of them: which leads to which, or only that both were asked about. */
function askedOfBoth({ takes }: (typeof intents)[number], ref: string): Readonly<Record<string, unknown>> {
  return takes === "two" ? { from: ref, to: OTHER } : { entities: expect.arrayContaining([ref]) };
}

describe.each(intents)("the intent $name", (intent) => {
  const subjects = intent.exampleKinds.flatMap((kind) => SUBJECTS[kind] || []);

  it.each(intent.examples)("understands: %s", (example) => {
    for (const ref of example.includes("{entity}") ? subjects : [""]) {
      const question = example.replace("{entity}", nameOf(ref)).replace("{other}", nameOf(OTHER));
      expect(ask(view, question, { now: NOW }), question).toMatchObject({
        outcome: "answer",
        intent: intent.name,
        ...(example.includes("{other}") ? askedOfBoth(intent, ref) : { entity: ref === "" ? null : ref }),
      });
    }
  });

  it("says what it tells, in a form that goes behind a dash", () => {
    expect(intent.tells).toMatch(/^(who|what|where|whether)\b.*[^.]$/);
  });
});
