import { type EntityRef, entityRefParts } from "@callboard/core";
import { z } from "zod";
import type { ActionContext } from "../action/action.ts";
import { defineAction } from "../action/define-action.ts";
import { addressIn } from "../fetch/repository-address.ts";
import { TemplateError } from "../template-error.ts";

const registerInput = z.object({
  catalogInfoUrl: z.string().min(1).optional().describe("The address of the catalog file."),
  repoContentsUrl: z
    .string()
    .min(1)
    .optional()
    .describe("The address of a repository's files, instead of the file's own."),
  catalogInfoPath: z.string().min(1).optional().describe("From there; catalog-info.yaml unless given."),
  optional: z.boolean().optional().describe("Whether the task goes on when it cannot be registered."),
});

/** Adds a catalog file to the catalog. */
export const catalogRegister = defineAction({
  id: "catalog:register",
  description: "Adds the entities of a catalog file to the catalog.",
  input: registerInput,
  output: z.object({ entityRef: z.string().optional(), catalogInfoUrl: z.string() }),
  dryRun(context) {
    const url = plannedUrl(context);
    context.effect({
      verb: "change",
      what: `the catalog: adds ${url ?? "a file that a step before makes"}`,
      ...(url && { url }),
    });
    if (url !== null) context.output("catalogInfoUrl", url);
  },
  async run(context) {
    const { input, catalog, output, effect, log } = context;
    const url = registeredUrl(context);
    output("catalogInfoUrl", url);
    try {
      if (!catalog) throw new TemplateError("not-allowed", `There is no catalog that could take ${url}.`);
      const { refs } = await catalog.register(url);
      effect({ verb: "change", what: `the catalog: adds ${url}`, url });
      const ref = mainOf(refs);
      if (ref !== undefined) output("entityRef", ref);
    } catch (reason) {
      if (!input.optional) throw reason;
      log(`${url} was not registered: ${reason instanceof Error ? reason.message : reason}`, "warn");
    }
  },
});

function registeredUrl({
  input,
  hosts,
}: Pick<ActionContext<z.output<typeof registerInput>>, "input" | "hosts">): string {
  const { catalogInfoUrl, repoContentsUrl, catalogInfoPath = "catalog-info.yaml" } = input;
  if (catalogInfoUrl) return catalogInfoUrl;
  if (repoContentsUrl) return addressIn(repoContentsUrl, catalogInfoPath, hosts);
  const message = "catalog:register takes a catalogInfoUrl, or a repoContentsUrl and catalogInfoPath. Give one.";
  throw new TemplateError("invalid-values", message);
}

/** The same in a plan; null when it hangs on what a step gives that the plan left out. */
function plannedUrl(context: Parameters<typeof registeredUrl>[0]): string | null {
  try {
    return registeredUrl(context);
  } catch (reason) {
    if (reason instanceof TemplateError) return null;
    throw reason;
  }
}

/** The one that a file is mostly about: a component before others, and what has a name before what was given one. */
function mainOf(refs: readonly EntityRef[]): EntityRef | undefined {
  const named = refs.filter((ref) => !entityRefParts(ref).name.startsWith("generated-"));
  return named.find((ref) => entityRefParts(ref).kind === "component") ?? named[0] ?? refs[0];
}
