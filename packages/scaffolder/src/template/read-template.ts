import {
  builtInKinds,
  hasPlaceholders,
  kindRegistry,
  type Problem,
  readDocuments,
  repositoryReadLimits,
  resolvePlaceholders,
  validateEntity,
} from "@callboard/core";
import { TemplateError } from "../template-error.ts";
import { placeIn } from "./place-in.ts";
import type { Template, TemplateFiles } from "./template.ts";
import type { TemplateSpec } from "./template-spec.ts";

/** A descriptor, and how the files that it names are read. */
export interface TemplateSource {
  /** Its path or address. */
  readonly location: string;
  readonly content: string | Uint8Array;
  readonly files: TemplateFiles;
}

/** What a descriptor holds of templates, and what is wrong with the others in it. */
export interface ReadTemplates {
  readonly templates: readonly Template[];
  readonly problems: readonly Problem[];
}

/**
 * The templates of a descriptor, in its order, with what their `$yaml`, `$json` and `$text` name in place. Entities of
 * other kinds are left out. It never throws: a template that is not right is a problem.
 */
export async function readTemplates({ location, content, files }: TemplateSource): Promise<ReadTemplates> {
  const templates: Template[] = [];
  const problems: Problem[] = [];
  const read = async (target: string) => new TextDecoder().decode(await (await files.file(target)).content());
  for (const written of readDocuments(content, { limits: repositoryReadLimits })) {
    const document = hasPlaceholders(written.value)
      ? await resolvePlaceholders(written, { limits: repositoryReadLimits, read })
      : written;
    const unread = document.problems.map((problem) => ({ ...problem, location, entity: null }));
    problems.push(...unread);
    if (unread.some(({ severity }) => severity === "error")) continue;
    const result = validateEntity(document, { kinds: KINDS, unknownKinds: "keep", location });
    if (result.ok && result.entity.kind !== "Template") continue;
    problems.push(...result.problems);
    if (!result.ok || !isTemplateSpec(result.entity.spec)) continue;
    const { entity, ref } = result;
    const placeOf = (pointer: string) => placeIn(document, pointer, location);
    if (entity.apiVersion !== API_VERSION) {
      const message = `${ref} is of ${entity.apiVersion}, which is another language. Write it anew as ${API_VERSION}.`;
      const path = "/apiVersion";
      problems.push({ severity: "error", rule: "template/api-version", message, ...placeOf(path), entity: ref, path });
      continue;
    }
    templates.push({ ref, entity, spec: result.entity.spec, location, files, placeOf });
  }
  return { templates, problems };
}

/**
 * The template of a descriptor.
 *
 * @throws {TemplateError} `invalid-template` with line and column, also when there is none or more than one
 */
export async function readTemplate(source: TemplateSource): Promise<Template> {
  const { templates, problems } = await readTemplates(source);
  const { location } = source;
  const fault = problems.find(({ severity }) => severity === "error");
  if (fault) throw new TemplateError("invalid-template", fault.message, { place: fault });
  const [template, further] = templates;
  if (template && !further) return template;
  const message = template
    ? `${location} describes ${templates.length} templates. Keep each in a file of its own.`
    : `${location} describes no template. A template has apiVersion: ${API_VERSION} and kind: Template.`;
  throw new TemplateError("invalid-template", message, { place: { location, line: 1, column: 1 } });
}

const API_VERSION = "scaffolder.backstage.io/v1beta3";

const KINDS = kindRegistry(builtInKinds);

/** True for the spec of a template, which was checked as the kind says. */
function isTemplateSpec(spec: unknown): spec is TemplateSpec {
  return typeof spec === "object" && spec !== null && "steps" in spec && Array.isArray(spec.steps);
}
