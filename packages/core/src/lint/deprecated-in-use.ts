import { fieldName } from "../model/problem.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import type { LintFinding, LintRule } from "./lint-rule.ts";

export const deprecatedInUse: LintRule = {
  id: "deprecated-in-use",
  severity: "warning",
  description: "Something that is not deprecated needs something that is.",
  *check(catalog): Iterable<LintFinding> {
    for (const { needer, needed, stored, path } of catalog.needs()) {
      const deprecated = catalog.get(needed);
      if (!deprecated || !isDeprecated(deprecated)) continue;
      const dependent = catalog.get(needer);
      if (!dependent || isDeprecated(dependent)) continue;
      yield {
        stored,
        path,
        message: `${fieldName(path)}: ${needed} is deprecated, and ${needer} still needs it. Move it to a replacement.`,
      };
    }
  },
};

function isDeprecated({ entity }: StoredEntity): boolean {
  const lifecycle = entity.spec?.lifecycle;
  return typeof lifecycle === "string" && lifecycle.toLowerCase() === "deprecated";
}
