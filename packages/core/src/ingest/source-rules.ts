import { CatalogError } from "../errors.ts";
import { isJsonObject } from "../model/json.ts";
import type { Problem } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { Finding } from "./finding.ts";
import { matchesPattern } from "./location-pattern.ts";
import { locationParts } from "./resolve-location.ts";

/**
 * What may be described where. A document may describe what any of the rules for it allows; where rules are given for
 * its source but none fits its location, that is nothing. It is the location of the document itself that counts, however
 * many Locations led there.
 */
export interface SourceRule {
  /** The name of the source, such as `file:teams`; every source unless given. */
  readonly source?: string;
  /** The locations it holds for, each on its own; all locations unless given. */
  readonly locations?: readonly RuleLocation[];
  /** Names of kinds, such as `Component`, and kinds of one type only. */
  readonly allow: readonly (string | AllowedEntity)[];
}

/** Entities of a kind, or only those of one `spec.type`. The case of both does not matter. */
export interface AllowedEntity {
  readonly kind: string;
  readonly "spec.type"?: string;
}

/** Where documents are: everywhere unless a field says otherwise. */
export interface RuleLocation {
  /** How they are read: `file` or `url`. */
  readonly type?: string;
  /** The path or web address: `*` within a folder, `**` across folders, `?` for one character. */
  readonly pattern?: string;
  /** The path or web address as it is. */
  readonly exact?: string;
}

/** What the documents of a source may describe. */
export interface AllowedEntities {
  allows(entity: DescribedEntity, location: string): boolean;
  /** What a document at a location may describe, in words. */
  namesAt(location: string): readonly string[];
}

/** As much of an entity as rules look at. */
interface DescribedEntity {
  readonly kind: string;
  readonly spec?: unknown;
}

/** What the rules for a source allow together; undefined when there are none, so that everything is allowed. */
export function allowedEntities(rules: readonly SourceRule[], source: string): AllowedEntities | undefined {
  const own = rules.filter((rule) => rule.source === undefined || rule.source === source);
  if (own.length === 0) return undefined;
  const allowedAt = (location: string) =>
    own
      .filter(({ locations }) => !locations || locations.some((one) => isAt(location, one)))
      .flatMap(({ allow }) => allow.map(allowedEntity));
  return {
    allows: (entity, location) => allowedAt(location).some((allowed) => isAllowed(entity, allowed)),
    namesAt: (location) => [...new Set(allowedAt(location).map(nameOf))].sort(),
  };
}

/**
 * @throws {CatalogError} `invalid-argument` for a rule that names none of the sources, which would restrict nothing, and
 *   for a location with both a pattern and an exact place
 */
export function checkRules(rules: readonly SourceRule[], sources: readonly string[]): void {
  for (const { source, locations = [] } of rules) {
    if (locations.some(({ pattern, exact }) => pattern !== undefined && exact !== undefined)) {
      const message = "A location of a rule has both a pattern and an exact place. Write two locations.";
      throw new CatalogError("invalid-argument", message);
    }
    if (source === undefined || sources.includes(source)) continue;
    const message = `A rule names the source "${source}", but the sources are: ${sources.join(", ") || "none"}. Correct it.`;
    throw new CatalogError("invalid-argument", message, { suggestions: sources });
  }
}

const KIND_RULE = "location/kind-not-allowed";

/** True for the problem of an entity that its source may not describe. */
export function isRefusal({ rule }: Problem): boolean {
  return rule === KIND_RULE;
}

/** What is wrong with an entity that its source may not describe there. */
export function refusal(entity: DescribedEntity, source: string, location: string, allowed: AllowedEntities): Finding {
  const type = typeOf(entity);
  const described = type === undefined ? quoted(entity.kind) : `${quoted(entity.kind)} of type ${quoted(type)}`;
  return {
    severity: "error",
    rule: KIND_RULE,
    message: `The source ${source} may describe ${allowed.namesAt(location).join(", ") || "nothing"} here, but not ${described}. Allow it in rules, or move the entity.`,
    path: "/kind",
  };
}

function allowedEntity(allowed: string | AllowedEntity): AllowedEntity {
  return typeof allowed === "string" ? { kind: allowed } : allowed;
}

function isAllowed(entity: DescribedEntity, { kind, "spec.type": type }: AllowedEntity): boolean {
  if (!isSame(entity.kind, kind)) return false;
  const own = typeOf(entity);
  return type === undefined || (own !== undefined && isSame(own, type));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function nameOf({ kind, "spec.type": type }: AllowedEntity): string {
  return type === undefined ? kind : `${kind} of type ${type}`;
}

function typeOf({ spec }: DescribedEntity): string | undefined {
  return isJsonObject(spec) && typeof spec.type === "string" ? spec.type : undefined;
}

function isAt(location: string, { type: wanted, pattern, exact }: RuleLocation): boolean {
  const { type, place } = locationParts(location);
  return (
    (wanted === undefined || wanted === type) &&
    (exact === undefined || exact === place) &&
    (pattern === undefined || matchesPattern(place, pattern))
  );
}
