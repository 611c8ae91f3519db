import { z } from "zod";
import { candidates, kinds, name } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const findEntity = defineTool({
  name: "find_entity",
  title: "Find an entity",
  description:
    "Finds the one entity that a name, title, alias or ref means, with its description, relations and where it was " +
    "read. Says when several may be meant, and what comes near when nothing has the name. Use it first.",
  input: z.strictObject({ name, kinds: kinds.exactOptional() }),
  output: z.looseObject({
    status: z.enum(["found", "ambiguous", "not-found"]),
    reason: z.string(),
    candidates,
    entity: z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) }).nullable(),
    origin: z.looseObject({ location: z.string(), line: z.int().nullable(), changed: z.string() }).nullable(),
  }),
  run({ name, kinds }, { view }) {
    const resolution = view.resolve(name, { ...(kinds && { kinds }) });
    const refs = resolution.candidates.map(({ ref }) => ref);
    if (resolution.status !== "found") {
      const nearest = refs.length > 0 ? ` Nearest: ${refs.join(", ")}.` : "";
      const text = resolution.status === "ambiguous" ? "Several entities may be meant." : "Nothing has that name.";
      return { data: { ...resolution, entity: null, origin: null }, text: text + nearest };
    }
    const { ref } = resolution;
    return {
      data: { ...resolution, entity: view.entity(ref) ?? null, origin: view.origin(ref) },
      text: `Found ${ref}. Its description and relations are in the structured content.`,
    };
  },
});
