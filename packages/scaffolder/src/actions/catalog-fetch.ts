import { type CatalogView, entityRef } from "@callboard/core";
import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { TemplateError } from "../template-error.ts";

const entity = z.record(z.string(), z.json());
type PlainEntity = z.output<typeof entity>;

/** Gives what the catalog knows of entities. */
export const catalogFetch = defineAction({
  id: "catalog:fetch",
  description: "Gives an entity of the catalog, or several, to later steps.",
  input: z.object({
    entityRef: z.string().optional().describe("The entity to give as `entity`."),
    entityRefs: z.array(z.string()).optional().describe("The entities to give as `entities`, in this order."),
    optional: z.boolean().optional().describe("Whether one that is not there is null instead of a fault."),
    defaultKind: z.string().optional(),
    defaultNamespace: z.string().optional(),
  }),
  output: z.object({ entity: entity.nullable().optional(), entities: z.array(entity.nullable()).optional() }),
  dryRun: "run",
  run({ input, catalog, output }) {
    const { entityRef: one, entityRefs: several, optional = false, defaultKind, defaultNamespace } = input;
    const context = { ...(defaultKind && { defaultKind }), ...(defaultNamespace && { defaultNamespace }) };
    if (!one && !several && !optional)
      throw new TemplateError("invalid-values", "catalog:fetch takes an entityRef or a list entityRefs. Give one.");

    function found(text: string): PlainEntity | null {
      const known = catalog ? plainEntity(catalog.view, entityRef(text, context)) : undefined;
      if (known) return known;
      if (optional) return null;
      const why = catalog ? `${text} is not in the catalog` : "There is no catalog to look in";
      throw new TemplateError("not-found", `${why}. Set optional: true to go on without it.`);
    }

    if (one) output("entity", found(one));
    if (several) output("entities", several.map(found));
  },
});

/** A copy that a step may keep, without what JSON does not know. */
function plainEntity(view: CatalogView, ref: string): PlainEntity | undefined {
  const entity = view.entity(ref);
  return entity && JSON.parse(JSON.stringify(entity));
}
