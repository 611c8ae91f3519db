import { z } from "zod";
import { kinds, limit } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const search = defineTool({
  name: "search",
  title: "Search the catalog",
  description: "Full text over names, titles, descriptions, tags and aliases, best first.",
  input: z.strictObject({
    text: z.string().min(1).max(500),
    kinds: kinds.exactOptional(),
    limit: limit(10),
  }),
  output: z.looseObject({
    hits: z.array(
      z.looseObject({ ref: z.string(), kind: z.string(), title: z.string().nullable(), score: z.number() }),
    ),
  }),
  run({ text, kinds, limit }, { view }) {
    const hits = view.search(text, { limit, ...(kinds && { kinds }) });
    const refs = hits.slice(0, NAMED).map(({ ref }) => ref);
    return {
      data: { hits },
      text: refs.length > 0 ? `Best of ${hits.length}: ${refs.join(", ")}.` : "Nothing in the catalog has these words.",
    };
  },
});

const NAMED = 5;
