import { type CatalogView, entityRefParts } from "@callboard/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "../src/index.ts";
import { intents } from "../src/intents.ts";
import { catalogWith, type Draft, ferryDrafts, NOW } from "./ferries.ts";

/** What the examples are asked about, by kind. */
const SUBJECTS: Readonly<Record<string, string>> = {
  component: "deck-planner",
  api: "deck-api",
  resource: "manifest-db",
  system: "crossing",
  group: "boarding",
  user: "ines.moreau",
  template: "skiff-service",
};
const OTHER = "tide-cache";

/** Names that are no words: two or three runs of consonant and vowel, joined by a dash. */
const syllables = fc
  .array(fc.constantFrom("zu", "xo", "vyk", "qua", "jid", "wox", "zef", "kyv", "xil", "quob"), {
    minLength: 2,
    maxLength: 3,
  })
  .map((parts) => parts.join(""));
const name = fc.tuple(syllables, syllables).map((parts) => parts.join("-"));

/** The ferry company under other names, and what each is called now. */
async function renamed(names: readonly string[]): Promise<{ view: CatalogView; called: (name: string) => string }> {
  const before = [...new Set(ferryDrafts.map((draft) => draft.name))];
  const now = new Map(before.map((each, index) => [each, names[index] ?? each]));
  const called = (each: string) => now.get(each) ?? each;
  const text = JSON.stringify(ferryDrafts).replace(/(?<=["/:])[a-z][a-z.-]*(?=")/g, (word) => now.get(word) ?? word);
  const drafts: readonly Draft[] = JSON.parse(text);
  return { view: await catalogWith(drafts.map(withoutOtherNames)), called };
}

/** Titles and aliases are names, too; only the new ones count here. */
function withoutOtherNames(draft: Draft): Draft {
  const { title: _, annotations: __, ...metadata } = { ...draft.metadata };
  return { ...draft, metadata };
}

describe("ask, after every entity was renamed at random", () => {
  it("understands every example of every intent as before", async () => {
    const distinct = fc.uniqueArray(name, { minLength: ferryDrafts.length, maxLength: ferryDrafts.length });
    await fc.assert(
      fc.asyncProperty(distinct, async (names) => {
        const { view, called } = await renamed(names);
        for (const intent of intents) {
          for (const example of intent.examples) {
            for (const kind of example.includes("{entity}") ? intent.exampleKinds : [""]) {
              const subject = SUBJECTS[kind];
              if (kind !== "" && subject === undefined) continue;
              const question = example.replace("{entity}", called(subject ?? "")).replace("{other}", called(OTHER));
              const reply = ask(view, question, { now: NOW });
              expect([reply.outcome, reply.intent], question).toEqual(["answer", intent.name]);
              if (reply.entity !== null)
                expect(entityRefParts(reply.entity).name, question).toBe(called(subject ?? ""));
            }
          }
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);
});
