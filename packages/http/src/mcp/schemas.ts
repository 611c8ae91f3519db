import { z } from "zod";

// What goes in is strict, so that a misspelt argument is not ignored; what comes out is open, as fields are added.

export const name = z
  .string()
  .min(1)
  .max(300)
  .describe("A ref such as component:default/checkout, or a name, title or alias that only one entity has.");
export const names = z.array(name).min(1).max(50);
export const kinds = z
  .array(z.string().max(100))
  .max(20)
  .describe("Only entities of these kinds, for example component, api, resource, group.");
export const mode = z
  .enum(["down", "read-only", "slow", "bad-deploy"])
  .default("down")
  .describe("What is wrong with what fails.");
export const environment = z.string().max(100).describe("Count only what runs there, for example prod.");

/** How many items are listed at most. */
export function limit(usual: number) {
  return z.int().min(1).max(500).default(usual).describe("How many items are listed; totals count everything.");
}

const ref = z.string();
export const effect = z.enum(["breaks", "degrades", "delayed", "at-risk"]);

export const candidates = z.array(z.looseObject({ ref, title: z.string().nullable(), score: z.number() }));

export const problem = z.looseObject({
  severity: z.enum(["error", "warning", "info"]),
  rule: z.string(),
  message: z.string(),
  location: z.string(),
  line: z.int().nullable(),
  entity: ref.nullable(),
});

export const affected = z.looseObject({
  ref,
  effect,
  distance: z.int().describe("The fewest hops to what fails."),
  tier: z.int().nullable(),
  evidence: z.enum(["declared", "observed", "inferred"]),
  because: z.string(),
});

export const truncated = z
  .looseObject({ reason: z.enum(["limit", "budget"]) })
  .nullable()
  .describe("Why something is missing; null when nothing is.");
