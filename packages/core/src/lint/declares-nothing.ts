import type { LintFinding, LintRule } from "./lint-rule.ts";

export const declaresNothing: LintRule = {
  id: "declares-nothing",
  severity: "info",
  description: "An entity that is expected to say what it needs does not: a blind spot in every blast radius.",
  *check(catalog): Iterable<LintFinding> {
    for (const stored of catalog.entities) {
      if (catalog.needsOf(stored.ref).length > 0 || !catalog.kinds.named(stored.entity.kind)?.declaresDependencies)
        continue;
      yield {
        stored,
        path: "/metadata/name",
        message: `metadata.name: ${stored.ref} says nothing about what it needs, so no blast radius reaches it. Add dependsOn or consumesApis.`,
      };
    }
  },
};
