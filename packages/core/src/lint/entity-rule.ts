import type { LintRule } from "./lint-rule.ts";

/** A rule that looks at one entity after the other, and at nothing when it has done so. */
export function entityRule(rule: Omit<LintRule, "check"> & Required<Pick<LintRule, "findIn">>): LintRule {
  return {
    ...rule,
    *check(catalog) {
      for (const stored of catalog.entities) yield* rule.findIn(stored, catalog);
    },
  };
}
