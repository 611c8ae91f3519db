import { z } from "zod";
import { namedEntity } from "../../named-entity.ts";
import { environment, limit, mode, names, truncated } from "../schemas.ts";
import { defineTool } from "../tool.ts";

export const getCommonCauses = defineTool({
  name: "get_common_causes",
  title: "What is behind several symptoms",
  description:
    "Shared dependencies whose failure would explain several symptoms, the likeliest first, with the path from each " +
    "symptom. Name what is known to work as healthy to rule causes out.",
  input: z.strictObject({
    symptoms: names.describe("What does not work."),
    healthy: names.exactOptional().describe("What is known to work."),
    mode,
    environment: environment.exactOptional(),
    changedSince: z
      .string()
      .max(40)
      .exactOptional()
      .describe("A time such as 2026-11-20T09:00:00Z: of equal causes, those that changed since come first."),
    limit: limit(5),
  }),
  output: z.looseObject({
    symptoms: z.array(z.string()),
    total: z.int(),
    causes: z.array(z.looseObject({ ref: z.string(), because: z.string() })),
    unexplained: z.array(z.string()),
    truncated,
  }),
  run({ symptoms, healthy = [], ...asked }, { view }) {
    const found = view.commonCauses(
      symptoms.map((each) => namedEntity(view, each)),
      { ...asked, healthy: healthy.map((each) => namedEntity(view, each)) },
    );
    const [likeliest] = found.causes;
    const text = likeliest
      ? `Likeliest: ${likeliest.ref}, which explains ${likeliest.explains.length} of ${found.symptoms.length}. Causes in all: ${found.total}.`
      : "Nothing in the catalog explains these symptoms together.";
    return { data: found, text };
  },
});
