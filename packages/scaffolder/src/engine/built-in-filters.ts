import { type JsonValue, parseEntityRef } from "@callboard/core";
import type { RepositoryHosts } from "../hosts/repository-hosts.ts";
import { parseRepoUrl } from "./parse-repo-url.ts";
import type { TemplateFilter } from "./template-engine.ts";

/** The filters that Backstage's scaffolder adds to those of nunjucks. */
export function builtInFilters(hosts: RepositoryHosts): Readonly<Record<string, TemplateFilter>> {
  return {
    parseRepoUrl: (url) => ({ ...parseRepoUrl(text("parseRepoUrl", url), hosts) }),
    parseEntityRef: (ref, context) => ({ ...parseEntityRef(refInput(ref), contextOf(context)) }),
    pick: (value, path) => picked(value, path),
    projectSlug(url) {
      const { owner, repo } = parseRepoUrl(text("projectSlug", url), hosts);
      return `${owner}/${repo}`;
    },
  };
}

function text(filter: string, value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  throw new Error(`${filter} takes a text, not ${value === undefined ? "nothing" : JSON.stringify(value)}`);
}

function refInput(ref: JsonValue | undefined): Parameters<typeof parseEntityRef>[0] {
  if (typeof ref === "string") return ref;
  const { kind, namespace, name } = fields(ref);
  if (typeof name !== "string") throw new Error("parseEntityRef takes a ref such as component:default/shop");
  return {
    name,
    ...(typeof kind === "string" && { kind }),
    ...(typeof namespace === "string" && { namespace }),
  };
}

function contextOf(context: JsonValue | undefined): Parameters<typeof parseEntityRef>[1] {
  const { defaultKind, defaultNamespace } = fields(context);
  return {
    ...(typeof defaultKind === "string" && { defaultKind }),
    ...(typeof defaultNamespace === "string" && { defaultNamespace }),
  };
}

/** The value at a path such as `a.b[0]`, over own properties only. */
function picked(value: JsonValue | undefined, path: JsonValue | undefined): JsonValue | undefined {
  const keys = Array.isArray(path)
    ? path.map(String)
    : String(path ?? "")
        .split(/[.[\]]+/)
        .filter((key) => key !== "");
  let at: JsonValue | undefined = value;
  for (const key of keys) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = fields(at)[key];
  }
  return at;
}

function fields(value: JsonValue | undefined): Readonly<Record<string, JsonValue | undefined>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
