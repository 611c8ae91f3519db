import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";
import { catalogWith, type Draft, NOW } from "../ferries.ts";
import { larderDrafts } from "./larder.ts";
import { alertSamples } from "./samples.ts";

const NAMES = ["shelf", "freezer", "basket-weaver", "van-router", "larder-db", "crumbs", "orders-in", "ghost-kitchen"];

/** Names as nobody has them: syllables, so that none ends like a pod. */
const name = fc
  .array(fc.constantFrom("qua", "zef", "ilo", "vyk", "ujo", "dob", "xam"), { minLength: 3, maxLength: 5 })
  .map((syllables) => syllables.join(""));
const names = fc.uniqueArray(name, { minLength: NAMES.length, maxLength: NAMES.length });

function renamed(text: string, to: readonly string[]): string {
  return NAMES.reduce((result, from, index) => result.replaceAll(from, to[index] ?? from), text);
}

describe("ask, pasted alerts of another company", () => {
  it("is about the same whatever things are called", async () => {
    await fc.assert(
      fc.asyncProperty(names, async (to) => {
        const drafts: readonly Draft[] = JSON.parse(renamed(JSON.stringify(larderDrafts), to));
        const [before, after] = await Promise.all([catalogWith(larderDrafts), catalogWith(drafts)]);
        for (const { text, surface = "mention", context } of alertSamples) {
          const how = { surface, now: NOW, ...(context && { context }) };
          const [one, other] = [ask(before, text, how), ask(after, renamed(text, to), how)];
          const told = {
            outcome: one.outcome,
            intent: one.intent,
            entities: one.entities.map((ref) => renamed(ref, to)),
          };
          expect({ outcome: other.outcome, intent: other.intent, entities: other.entities }, text).toEqual(told);
        }
      }),
      { numRuns: 5 },
    );
  });
});
