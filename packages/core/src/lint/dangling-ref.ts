import { entityRefParts } from "../model/entity-ref.ts";
import { fieldName } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import { entityRule } from "./entity-rule.ts";
import { lookalikeHint } from "./lookalikes.ts";
import { remedyForMissing } from "./missing-ref.ts";
import { isOwnerRelation } from "./owner-rules.ts";

/** A warning only: a descriptor checked alone may rightly name what other files hold. Owners have rules of their own. */
export const danglingRef = entityRule({
  id: "dangling-ref",
  severity: "warning",
  description: "A ref names an entity that is not in the catalog.",
  *findIn(stored, catalog) {
    for (const relation of catalog.relations(stored)) {
      if (isOwnerRelation(relation, stored)) continue;
      const other = relation.source === stored.ref ? relation.target : relation.source;
      if (catalog.get(other)) continue;
      const { kind } = entityRefParts(other);
      const remedy = remedyForMissing(catalog, other, [[kind], []], "Correct it, or add that entity to the catalog.");
      yield {
        stored,
        path: relation.path,
        message: `${fieldName(relation.path)}: ${quoted(relation.written)} names ${quoted(other)}, which is not in the catalog.${lookalikeHint(relation.written)} ${remedy}`,
      };
    }
  },
});
