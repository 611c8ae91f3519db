import { type CatalogView, type EntityRef, entityRefParts, type LoggedChange } from "@callboard/core";
import { type Asked, defineIntent } from "../intent.ts";
import { sinceTime } from "../understand/read-since.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import type { KnownChanges } from "./known-changes.ts";
import { tellingChanges } from "./last-changes.ts";

/** What changed in the catalog. Times are ISO 8601 in UTC. */
export interface ChangesData {
  /** What was asked about; none where it was the whole catalog. */
  readonly about: readonly EntitySummary[];
  /** From when on was asked; null when the question named no time. */
  readonly since: string | null;
  /**
   * What the answer rests on: `log` knows every change since `knownSince`; `last-seen` knows only when each entity that
   * is there now changed last, so that removals and earlier changes are missing.
   */
  readonly from: "log" | "last-seen";
  readonly knownSince: string | null;
  readonly durable: boolean;
  /** How many entities changed. */
  readonly total: number;
  /** Each entity that changed once, with its latest change, the latest first; at most 100. */
  readonly changes: readonly EntityChanged[];
  /** What the entities asked about need, directly or not, and changed; likewise. Empty for the whole catalog. */
  readonly needed: readonly EntityChanged[];
}

/** The latest change of one entity. */
export interface EntityChanged {
  readonly ref: EntityRef;
  /** Null when it is no longer in the catalog. */
  readonly entity: EntitySummary | null;
  readonly type: LoggedChange["type"];
  readonly at: string;
  /** How often it changed, as far as is known. */
  readonly times: number;
  readonly location: string;
}

const CHANGED =
  "(changed|change|changes|changing|been changed|been updated|been modified|updated|modified|moved|happened|new|different|been added|been removed|added|removed)";
const WHERE = "(in|on|with|within|around|to|under|for|of|at|about|inside|across)";
const RECENT = "(recent|latest|last|newest|new|todays)";
const CHANGES = "(change|changes|modification|modifications|update|updates|edits)";

export const changes = defineIntent({
  name: "changes",
  tells: "what changed in the catalog, and when",
  takes: "many",
  timed: true,
  kinds: [["system"], ["component", "api", "resource"], ["domain"], ["group"], ["*"], ["user"]],
  phrases: [
    `(what|anything|something) [else|all|recently|just] [has|have|is|was|had|got|that] [recently|just] ${CHANGED} [recently|lately] ${WHERE} {entity}`,
    `(what|anything|something) [else|all|recently|just] [has|have|is|was|had|got|that] [recently|just] ${CHANGED} [here|there] [recently|lately]`,
    `(what|anything|something) [else|all|recently|just] [has|have|is|was|had|got|that] [recently|just] ${CHANGED} [here|there] [recently|lately] {unsaid}`,
    `(what|which) {any} [has|have|were|was] [recently|just] (changed|been changed|been updated|been modified|updated|modified|been added|been removed|added|removed) [recently|lately] [in|on|within|for|of] {entity}`,
    `(what|which) {any} [has|have|were|was] [recently|just] (changed|been changed|been updated|been modified|updated|modified|been added|been removed|added|removed) [recently|lately]`,
    `(has|have|did) (anything|something) [recently|just] ${CHANGED} [recently|lately] [in|on|with|within|around|for|at|inside] {entity}`,
    `(has|have|did) (anything|something) [recently|just] ${CHANGED} [here|there] [recently|lately]`,
    "(has|have|did) (somebody|someone|anybody|anyone|people|we) [recently|just] (change|changed|touch|touched|modify|modified|update|updated|edit|edited|alter|altered|add|added|remove|removed) [anything|something|things|stuff] [in|on|with|around|about|of|to|for] {entity}",
    `(has|have|did|was|were) {entity} [recently|just|been] (changed|change|updated|modified|touched)`,
    `(when|how recently) (did|was|has|were) {entity} [last|recently] [been] (changed|change|updated|modified|touched)`,
    "what (did|has) {entity} change",
    `[${RECENT.slice(1, -1)}] ${CHANGES} ${WHERE} {entity}`,
    CHANGES,
    `${RECENT} ${CHANGES}`,
    `${RECENT} ${CHANGES} {entity}`,
    `{entity} ${CHANGES}`,
    `{entity} [${RECENT.slice(1, -1)}] ${CHANGES}`,
    "(changes|changelog|change log|history|diff) [of|for|in] {entity}",
    "(changelog|change log)",
    `(list|show|show me|any) [${RECENT.slice(1, -1)}] ${CHANGES}`,
    "what (is|was) new [in|on|with|at] {entity}",
    "what is new",
  ],
  cues: [
    "(changed|changes|change|changelog|edited|edits|touched|modified|updated|updates|tweaked|moved)",
    "(recent|recently|lately)",
    "(fiddle|tinker|alter|altered|modify|tweak|edit|amend|touch|update|change|rework|messed with|fiddled)",
    "(new|different) (with|in|about|on)",
  ],
  examples: [
    "what changed in {entity} today",
    "what changed in {entity} this week?",
    "what changed in {entity} since 9am",
    "has anything changed in {entity}",
    "recent changes to {entity}",
    "waht changed in {entity} in the last 2 hours",
    "{entity} changes",
    "when was {entity} last changed",
  ],
  exampleKinds: ["component", "system", "group"],
  answer(view, asked): ChangesData {
    const { entities, modifiers, now } = asked;
    const since = modifiers.since === null ? null : sinceTime(modifiers.since, now);
    const scope = entities.length === 0 ? null : partsOf(view, entities);
    const below = scope === null ? new Set<EntityRef>() : needsOf(view, scope);
    const all = [...latest(known(view, asked, since))];
    const own = all.filter(({ ref }) => scope === null || scope.has(ref));
    return {
      about: entities.map((ref) => entitySummary(view, ref)),
      since: since === null ? null : new Date(since).toISOString(),
      from: asked.changes ? "log" : "last-seen",
      knownSince: asked.changes?.since ?? null,
      durable: asked.changes?.durable ?? false,
      total: own.length,
      changes: own.slice(0, LISTED),
      needed: all.filter(({ ref }) => below.has(ref)).slice(0, LISTED),
    };

    function* latest(found: readonly KnownChange[]): Generator<EntityChanged> {
      const times = new Map<EntityRef, number>();
      for (const { ref } of found) times.set(ref, (times.get(ref) ?? 0) + 1);
      const seen = new Set<EntityRef>();
      for (const { ref, type, at, location } of found) {
        if (seen.has(ref)) continue;
        seen.add(ref);
        const entity = view.entity(ref) ? entitySummary(view, ref) : null;
        yield { ref, entity, type, at, location, times: times.get(ref) ?? 1 };
      }
    }
  },
});

const LISTED = 100;
const MAX_HOPS = 3;
const MAX_PARTS = 5_000;
const MAX_SCANNED = 20_000;

type KnownChange = KnownChanges["changes"][number];

/** The changes since a time, the latest first. */
function known(view: CatalogView, { changes, now }: Asked, since: number | null): KnownChange[] {
  const all = changes?.changes ?? lastSeen(view, since ?? now - WEEK_MS);
  return all
    .filter(({ at }) => since === null || Date.parse(at) >= since)
    .sort((left, right) => (left.at === right.at ? (left.ref < right.ref ? -1 : 1) : left.at < right.at ? 1 : -1));
}

/** Without a time, what lies further back is not listed. */
const WEEK_MS = 7 * 24 * 3_600_000;

/** When each entity changed last, where that tells anything. */
function lastSeen(view: CatalogView, since: number): KnownChange[] {
  const origins = view
    .query({ limit: MAX_SCANNED })
    .items.map(({ kind, metadata: { name, namespace = "default" } }) => view.origin({ kind, namespace, name }));
  return tellingChanges(origins)
    .filter(({ changed }) => Date.parse(changed) >= since)
    .map(({ ref, changed, source, location }) => ({ ref, at: changed, type: "changed", source, location }));
}

/** The entities, what is in them and what they own. */
function partsOf(view: CatalogView, roots: readonly EntityRef[]): Set<EntityRef> {
  const parts = new Set(roots);
  for (const ref of parts) {
    if (parts.size >= MAX_PARTS) break;
    for (const { type, targetRef } of view.entity(ref)?.relations ?? []) {
      if (WHOLE.has(type) && entityRefParts(targetRef).kind !== "user") parts.add(targetRef);
    }
  }
  return parts;
}

/** Relations that lead from a whole to its parts. */
const WHOLE: ReadonlySet<string> = new Set(["hasPart", "ownerOf", "parentOf"]);

function needsOf(view: CatalogView, scope: ReadonlySet<EntityRef>): Set<EntityRef> {
  const below = new Set<EntityRef>();
  for (const ref of scope) {
    if (below.size >= MAX_PARTS) break;
    for (const { ref: needed } of view.dependencies(ref, { maxDistance: MAX_HOPS, limit: MAX_PARTS })) {
      if (!scope.has(needed)) below.add(needed);
    }
  }
  return below;
}
