import { z } from "zod";
import { namedEntity } from "../../named-entity.ts";
import { name } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const getOwner = defineTool({
  name: "get_owner",
  title: "Who owns it",
  description: "Who owns an entity, how to reach them, the groups above them, and why that is so.",
  input: z.strictObject({ entity: name }),
  output: z.looseObject({
    ref: z.string(),
    status: z.enum(["owned", "unowned", "dangling", "is-owner"]),
    owners: z.array(z.looseObject({ ref: z.string(), title: z.string() })),
    chain: z.array(z.string()),
    contacts: z.array(z.looseObject({ type: z.string(), value: z.string(), of: z.string() })),
    reason: z.string(),
  }),
  run({ entity }, { view }) {
    const ownership = view.owner(namedEntity(view, entity));
    const { ref, status, owners, contacts } = ownership;
    const refs = owners.map((owner) => owner.ref).join(" and ");
    const texts = {
      owned: `${ref} is owned by ${refs}. Ways to reach them: ${contacts.length}.`,
      "is-owner": `${ref} is an owner itself. Ways to reach them: ${contacts.length}.`,
      unowned: `${ref} has no owner.`,
      dangling: `${ref} names an owner that is not in the catalog.`,
    } as const;
    return { data: ownership, text: texts[status] };
  },
});
