import { createHash } from "node:crypto";
import { type EntityRef, entityRef, type JsonObject } from "@callboard/core";
import { stringify } from "yaml";
import { z } from "zod";
import { secretNames } from "../form/form-secrets.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { skeletonVersion } from "./skeleton-version.ts";
import { yamlData } from "./yaml-data.ts";

/** Where a repository says which template made it, from its root. */
export const LOCK_PATH = ".callboard/template.lock.yaml";

/** Which template made a repository, in which version, from which answers. */
export interface TemplateLock {
  readonly template: EntityRef;
  /** The address of its descriptor; null for one that was a file of somebody's machine. */
  readonly location: string | null;
  /** As {@link templateVersion} gives it. */
  readonly version: string;
  /** As {@link skeletonVersion} gives it. */
  readonly skeletons: string;
  /** The values of its form, without secrets. */
  readonly answers: JsonObject;
}

/** The text of a lock file. The same template and answers give the same text. */
export async function lockText(template: Template, answers: JsonObject): Promise<string> {
  const secret = new Set(secretNames(template, answers));
  const shown = Object.entries(answers).filter(([name]) => !secret.has(name));
  const lock = {
    template: template.ref,
    ...(isAddress(template.location) && { location: template.location }),
    version: templateVersion(template),
    skeletons: await skeletonVersion(template),
    answers: Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${HEAD}\n${stringify(lock)}`;
}

const HEAD = "# The template that made this repository. “callboard template check” tells when it has changed since.";

const schema = z.object({
  template: z.string().transform((text) => entityRef(text)),
  location: z.string().nullable().default(null),
  version: z.string().min(1),
  skeletons: z.string().min(1),
  answers: z.record(z.string(), z.json()).default({}),
});

/**
 * What a lock file says.
 *
 * @throws {TemplateError} `invalid-values` for a file that is no lock file
 */
export function readLock(text: string, path: string): TemplateLock {
  const parsed = schema.safeParse(yamlData(text));
  if (parsed.success) return parsed.data;
  const message = `${path} is no lock file of a template. Take it from the history of its repository, or remove it.`;
  throw new TemplateError("invalid-values", message, { cause: parsed.error });
}

/** What tells one version of a template from another: a hash of what its descriptor says. */
export function templateVersion({ entity }: Pick<Template, "entity">): string {
  return createHash("sha256").update(JSON.stringify(entity)).digest("hex").slice(0, 16);
}

function isAddress(location: string): boolean {
  return /^https?:\/\//i.test(location);
}
