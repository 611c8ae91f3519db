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
};

let view: CatalogView;
beforeAll(async () => {
  view = await ferries();
});

describe.each(intents)("the intent $name", (intent) => {
  const subjects = intent.exampleKinds.flatMap((kind) => SUBJECTS[kind] || []);

  it.each(intent.examples)("understands: %s", (example) => {
    for (const ref of intent.takes === "none" ? [""] : subjects) {
      const name = ref === "" ? "" : entityRefParts(view.origin(ref).ref).name;
      const question = example.replace("{entity}", name);
      expect(ask(view, question, { now: NOW }), question).toMatchObject({
        outcome: "answer",
        intent: intent.name,
        entity: ref === "" ? null : ref,
      });
    }
  });

  it("says what it tells, in a form that goes behind a dash", () => {
    expect(intent.tells).toMatch(/^(who|what|whether)\b.*[^.]$/);
  });
});
