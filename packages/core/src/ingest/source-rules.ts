import { CatalogError } from "../errors.ts";
import type { Problem } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { Finding } from "./finding.ts";

/** Which kinds a source may describe, also in files that its Location entities lead to. */
export interface SourceRule {
  /** The name of the source, such as `file:teams`; every source unless given. */
  readonly source?: string;
  /** Names of kinds, such as `Component`. */
  readonly allow: readonly string[];
}

/** The kinds a source may describe. */
export interface AllowedKinds {
  readonly names: readonly string[];
  allows(kind: string): boolean;
}

/** What the rules for a source allow together; undefined when there are none, so that every kind is allowed. */
export function allowedKinds(rules: readonly SourceRule[], source: string): AllowedKinds | undefined {
  const own = rules.filter((rule) => rule.source === undefined || rule.source === source);
  if (own.length === 0) return undefined;
  const names = [...new Set(own.flatMap(({ allow }) => allow))].sort();
  const lower = new Set(names.map((name) => name.toLowerCase()));
  return { names, allows: (kind) => lower.has(kind.toLowerCase()) };
}

/** @throws {CatalogError} `invalid-argument` for a rule that names none of the sources: it would restrict nothing */
export function checkRules(rules: readonly SourceRule[], sources: readonly string[]): void {
  for (const { source } of rules) {
    if (source === undefined || sources.includes(source)) continue;
    const message = `A rule names the source "${source}", but the sources are: ${sources.join(", ") || "none"}. Correct it.`;
    throw new CatalogError("invalid-argument", message, { suggestions: sources });
  }
}

const KIND_RULE = "location/kind-not-allowed";

/** True for the problem of an entity whose kind its source may not describe. */
export function isKindRefusal({ rule }: Problem): boolean {
  return rule === KIND_RULE;
}

/** What is wrong with an entity of a kind that its source may not describe. */
export function kindRefusal(kind: string, source: string, { names }: AllowedKinds): Finding {
  const allowed = names.join(", ") || "nothing";
  return {
    severity: "error",
    rule: KIND_RULE,
    message: `The source ${source} may describe ${allowed}, but not ${quoted(kind)}. Allow it in rules, or move the entity.`,
    path: "/kind",
  };
}
