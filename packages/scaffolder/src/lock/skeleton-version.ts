import { createHash } from "node:crypto";
import { stepsOf } from "../step/steps-of.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";

const known = new WeakMap<Template["spec"], Promise<string>>();

/**
 * What tells one state of the files beside a template from another: a hash of those that its steps name by a path that
 * is written out. Read once for each template that was read.
 *
 * @throws {TemplateError} `not-allowed`, `limit-exceeded`, `unreachable`
 */
export function skeletonVersion(template: Pick<Template, "spec" | "files">): Promise<string> {
  const before = known.get(template.spec);
  if (before) return before;
  const version = hashed(template);
  known.set(template.spec, version);
  version.catch(() => known.delete(template.spec));
  return version;
}

async function hashed(template: Pick<Template, "spec" | "files">): Promise<string> {
  const hash = createHash("sha256");
  for (const [url, isFile] of urlsOf(template)) {
    hash.update(`${JSON.stringify(url)}\n`);
    try {
      const files = isFile ? [await template.files.file(url)] : template.files.tree(url);
      for await (const { path, type, isExecutable, linkTo, content } of files) {
        const digest = createHash("sha256").update(await content());
        hash.update(`${JSON.stringify([path, type, isExecutable, linkTo, digest.digest("hex")])}\n`);
      }
    } catch (reason) {
      if (!(reason instanceof TemplateError) || reason.code !== "not-found") throw reason;
      hash.update("not there\n");
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** What steps fetch from beside the template, each once, and whether it is one file. */
function urlsOf(template: Pick<Template, "spec">): ReadonlyMap<string, boolean> {
  const urls = new Map<string, boolean>();
  for (const { action, input } of stepsOf(template)) {
    const url = input?.url;
    if (!action.startsWith("fetch:") || typeof url !== "string" || url.includes("{") || url.includes("://")) continue;
    urls.set(url, action.endsWith(":file"));
  }
  return urls;
}
