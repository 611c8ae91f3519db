import type { CatalogView, EntityRef } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import { KIND_WORDS } from "../understand/words.ts";
import { countEntities, NOTE_KINDS } from "./count-entities.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { type ListRow, rowsThatPass, thatPass } from "./list-rows.ts";
import { allRelated } from "./related.ts";

/** Entities by what they are, where they are and what they lack. */
export interface ListData {
  readonly filter: ListFilter;
  /** What they are in: a system, a domain, or whatever was named as a place; null when nothing was. */
  readonly place: EntitySummary | null;
  /** False when the place has no parts at all. */
  readonly hasParts: boolean;
  readonly total: number;
  /** How many entities were looked through. */
  readonly searched: number;
  /** At most 15 of them, by ref, each with its owner. */
  readonly first: readonly (EntitySummary & { readonly owner: EntitySummary | null })[];
  /** How many there are of each kind, or of each type where one kind was asked for; most first. Empty when all are listed. */
  readonly by: {
    readonly field: "kind" | "type";
    readonly values: readonly { readonly value: string; readonly total: number }[];
  };
}

const LISTED = 15;

const KINDS = [...KIND_WORDS.keys()];
const THINGS_SAID = [...KINDS, "thing", "things", "stuff", "entities", "entity", "everything", "anything"].join("|");
const THING = `(${THINGS_SAID})`;
const ASK = "(list|show|which|what|whats|give|gimme|get|find|display|enumerate|any|all|count|list of|know|whatever)";
const ME = "[me|us]";
/** One or two words that the catalog knows as a type or a tag: "kafka topics". */
const SOME = "({any}|{any} {any})";
const IN =
  "(in|inside|within|under|of|from|for|on|belonging to|that belong to|which belong to|part of|that are part of|that are in|which are in|are in|is in|are part of|is part of|belong to|are under|are there in|do we have in|exist in|live in|lives in|run in|runs in|running in|sit in|in the)";
const STATE =
  "(deprecated|experimental|production|live|unowned|orphaned|ownerless|undocumented|untagged|not owned|not documented|not tagged|arent owned|arent documented)";
/** "deprecated still around" */
const LEFT = "[still] (left|around|lying around|hanging around|out there|remaining|in use|alive)";
const FACT =
  "(owner|owners|maintainer|maintainers|runbook|runbooks|playbook|playbooks|docs|doc|documentation|dashboard|dashboards|oncall|on-call|on call|pager|repo|repos|repository|channel|channels|description|descriptions|system|lifecycle|tags|tag)";
const NOBODY = "(nobody|noone|no one)";
const WITHOUT =
  "(no|without|missing|lacking|lack|lacks|have no|has no|with no|dont have|doesnt have|do not have|does not have)";

export const list = defineIntent({
  name: "list",
  tells: "what there is: by kind, type, system, domain, lifecycle or tag, or without an owner, a runbook, docs",
  lists: true,
  filtered: true,
  takes: "none",
  kinds: [["system"], ["domain"], ["group"], ["*"]],
  rather: { group: "list_owned", user: "list_owned" },
  phrases: [
    `${ASK} ${ME} ${THING}`,
    `${ASK} ${ME} ${THING} ${IN} {place}`,
    `${ASK} ${ME} ${SOME} ${THING} ${IN} {place}`,
    `${ASK} ${ME} ${SOME}`,
    `${ASK} ${ME} ${SOME} ${IN} {place}`,
    `${THING} ${IN} {place}`,
    `${THING} ${STATE} (in|inside|within|under) {place}`,
    `how many ${THING}`,
    `how many ${SOME}`,
    `how many ${THING} ${IN} {place}`,
    `how many ${SOME} ${IN} {place}`,
    `how many ${THING} (do|does|did|has) {place} (have|contain|include|hold|got)`,
    `how many ${THING} (do|does|did|have) (we|you|they|i) (have|got|run)`,
    `(what|which) ${THING} (do|does|did|have) (we|you|they|i) (have|got|run)`,
    `how many ${SOME} (do|does|did|have) (we|you|they|i) (have|got|run)`,
    `(number|count|total) of ${THING}`,
    `(number|count|total) of ${THING} ${IN} {place}`,
    `${STATE} ${THING}`,
    `${STATE} ${THING} (in|inside|within|under|of|from) {place}`,
    `(what|which|whatever|anything|everything|all|something|things|stuff) [is|are|that is|that are] ${STATE}`,
    `(what|which|anything|everything|all|things|stuff) [is|are|that is|that are] ${STATE} (in|inside|within|under) {place}`,
    `(what|which) ${THING} (is|are) ${STATE}`,
    `(what|which) ${THING} ${IN} {place} (is|are) ${STATE}`,
    `(anything|something|things|stuff|services) ${STATE} ${LEFT}`,
    `(anything|something|things|stuff|services) ${STATE} ${LEFT} (in|inside|within|under) {place}`,
    `(is|are) (anything|something|there anything|there something) ${STATE}`,
    `(is|are) (anything|something|there anything|there something) ${STATE} (in|inside|within|under) {place}`,
    `(is|are) there [any] ${THING}`,
    `(is|are) there [any] ${SOME}`,
    `(is|are) there [any] ${THING} ${IN} {place}`,
    `(is|are) there [any] ${STATE} ${THING} ${IN} {place}`,
    `(do|does) (we|you|they) have [any] ${THING}`,
    `(do|does) (we|you|they) have [any] ${SOME}`,
    `${WITHOUT} (a|an|any) ${FACT}`,
    `${WITHOUT} ${FACT}`,
    `${THING} [that] [is|are] ${WITHOUT} ${FACT}`,
    `(what|which|who) ${THING} [is|are] ${WITHOUT} ${FACT}`,
    `${THING} [that] ${WITHOUT} ${FACT} (in|inside|within|under) {place}`,
    `(what|which|list|show) ${THING} (in|inside|within|under|of|from) {place} ${WITHOUT} ${FACT}`,
    `${ASK} ${THING} ${WITHOUT} ${FACT} (in|inside|within|under) {place}`,
    `what (do|does) ${NOBODY} (own|maintain|run)`,
    `(what|which|list|show) ${THING} (do|does|that|is) ${NOBODY} (own|owns|maintain|maintains|run|runs)`,
    `${THING} ${NOBODY} (own|owns|maintains)`,
    `${THING} [that|which] [is|are] owned by ${NOBODY}`,
    "(unowned|orphaned|ownerless|undocumented|untagged)",
    `(what|which|everything|anything|things|all|${THINGS_SAID}) [is|are|that are] (tagged|labelled|marked)`,
    `(what|which|everything|anything|things|all|${THINGS_SAID}) [is|are|that are] (tagged|labelled|marked) {any} (in|inside|within|under) {place}`,
    `(what|everything|anything|things|stuff|all) [else] [is|are] (in|inside|part of|under|within) {place}`,
    "(what|which things) (does|do) {place} (contain|include|consist of|comprise|hold)",
    "(content|contents|parts|pieces) (of|in) {place}",
    "what (makes|make) up {place}",
    `list ${STATE}`,
    `(${[...KINDS, "things", "entities", "everything"].join("|")})`,
    `{any} ${THING}`,
  ],
  narrow: {
    only: ["system", "domain"],
    kinds: [["group"], ["system"], ["domain"], ["*"]],
    phrases: [
      `${ASK} {entity} (services|components|apis|resources|apps|databases|websites|libraries|systems|jobs)`,
      "{entity} (services|components|resources|databases|websites|libraries|systems|jobs)",
      "{entity} 's (services|components|apis|resources|apps|databases|websites|libraries|systems|jobs)",
      "(services|components|apis|resources|apps|databases|websites|libraries|systems|jobs|things|everything) (of|for|from) {entity}",
      `how many (services|components|apis|resources|apps|databases|websites|libraries|systems|jobs) (does|do|has) {entity} (have|contain|own|include|got)`,
    ],
  },
  examples: [
    "list all services",
    "which services have no owner",
    "what is deprecated",
    "list services in {entity}",
    "how many services are in {entity}?",
    "deprecated services",
    "list tier-1 services",
    "what's in {entity}",
    "which services are unowned",
    "services without a runbook",
    "databases in {entity}",
    "how many apis are there",
    "show me everything in {entity}",
    "list all experimental services in {entity}",
    "which components are tagged go",
    "waht services are deprecatd",
    "anything deprecated in {entity}?",
    "what does nobody own",
    "do we have any databases",
    "number of services",
    "components missing docs",
    "{entity} services",
  ],
  exampleKinds: ["system"],
  answer(view, { entities: [place], modifiers: { filter } }): ListData {
    const field = filter.kind ? "type" : "kind";
    const parts = place === undefined ? null : allRelated(view, place, "hasPart");
    const rows = parts
      ? thatPass(view, [...parts].sort(), filter)
      : rowsThatPass(view, filter).filter(({ kind }) => filter.kind !== undefined || !NOTE_KINDS.includes(kind));
    return {
      filter,
      place: place === undefined ? null : entitySummary(view, place),
      hasParts: parts === null || parts.length > 0,
      searched: countEntities(view),
      total: rows.length,
      first: rows.slice(0, LISTED).map(({ ref }) => ({ ...entitySummary(view, ref), owner: ownerOf(view, ref) })),
      by: { field, values: rows.length <= LISTED ? [] : countsAmong(rows, field) },
    };
  },
});

function ownerOf(view: CatalogView, ref: EntityRef): EntitySummary | null {
  const { status, owners } = view.owner(ref);
  return status === "owned" && owners[0] ? entitySummary(view, owners[0].ref) : null;
}

type Counts = ListData["by"]["values"];

function countsAmong(rows: readonly ListRow[], field: ListData["by"]["field"]): Counts {
  const counts = new Map<string, number>();
  for (const { [field]: value } of rows) {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return mostFirst(Array.from(counts, ([value, total]) => ({ value, total })));
}

function mostFirst(counts: Counts): Counts {
  return [...counts].sort((left, right) => right.total - left.total || (left.value < right.value ? -1 : 1));
}
