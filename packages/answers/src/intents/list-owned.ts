import type { EntityRef } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { thatPass } from "./list-rows.ts";
import { related } from "./related.ts";

/** What groups or people own. */
export interface ListOwnedData {
  readonly owners: readonly EntitySummary[];
  /** Those of the owners that can own nothing, being neither group nor person. */
  readonly notOwners: readonly EntityRef[];
  readonly filter: ListFilter;
  /** How many entities are owned and pass the filter. */
  readonly total: number;
  /** All of them, by kind as in the document; within a kind by ref. */
  readonly byKind: readonly { readonly kind: string; readonly entities: readonly EntitySummary[] }[];
  /** Groups below the owners, whose entities are not listed. */
  readonly childGroups: readonly EntityRef[];
}

const OWN =
  "(own|owns|maintain|maintains|run|runs|manage|manages|operate|operates|handle|handles|support|supports|build|look after|looks after)";
const THINGS =
  "(service|services|component|components|app|apps|api|apis|resource|resources|system|systems|database|databases|website|websites|library|libraries|domain|domains|template|templates|thing|things|stuff|entities)";
const MANY_THINGS =
  "(services|components|apps|apis|resources|systems|databases|websites|libraries|domains|templates|things|stuff)";

export const listOwned = defineIntent({
  name: "list_owned",
  tells: "what a team or a person owns",
  lists: true,
  takes: "many",
  rather: { system: "list", domain: "list" },
  kinds: [["group"], ["user"], ["*"]],
  phrases: [
    `what [else] (do|does|did) {team} ${OWN}`,
    `(what|which) {any} (do|does) {team} ${OWN}`,
    `(what|which) {any} {any} (do|does) {team} ${OWN}`,
    `(everything|all|what|whatever|list|show|things|stuff) {team} ${OWN}`,
    `${THINGS} {team} ${OWN}`,
    "(owned|maintained|run|managed|operated) by {team}",
    `${THINGS} [that|which] [is|are] (owned|maintained|run|managed|operated) by {team}`,
    `how many ${THINGS} [do|does|are|is] {team} ${OWN}`,
    `how many ${THINGS} (is|are) (owned|maintained|run|managed|operated) by {team}`,
    `how (much|many) (do|does) {team} ${OWN}`,
    `(do|does) {team} ${OWN} ${THINGS}`,
    "(what|which {any}|which) (is|are) (owned|maintained|run|managed|operated) by {team}",
    `{team} 's ${THINGS}`,
    `{me} ${THINGS}`,
    `${THINGS} (of|for|from) {team}`,
    "(everything|all|what|which {any}|what {any}|anything|things) (belongs|belong|belonging) to {team}",
    "what is on {team} 's (plate|desk)",
    "what is on plate of {team}",
    "on {me} (plate|desk)",
    "(what|which {any}) (have|has) {me} got",
    "(what|which {any}) do {me} have",
    "(which|what) {any} (is|are|am) {team} (responsible for|in charge of|accountable for|on the hook for|looking after|maintaining|running|owning)",
    "(what|which|which {any}) (is|are|am) {team} (looking after|maintaining|running|owning)",
    "(what|which) (is|are|am) {team} (responsible for|in charge of|accountable for|on the hook for)",
  ],
  narrow: {
    only: ["group", "user"],
    kinds: [["group"], ["user"], ["*"]],
    phrases: [
      `(list|show|which|what|give|get|find) {entity} ${THINGS}`,
      `{entity} ${MANY_THINGS}`,
      `how many ${THINGS} (do|does|has) {entity} (have|got)`,
      `(what|which) ${THINGS} (do|does) {entity} have`,
      "what (do|does) {entity} have",
      "what (has|have) {entity} got",
    ],
  },
  cues: [
    "(owns|own|owned|owning|owner of|portfolio|estate|inventory|responsibilities)",
    "(everything|stuff|things|services) (of|from|by)",
    "(keep|keeps) alive",
    "(on hook for|look after|looks after|responsible for)",
    "(has|have) got",
    "plate",
    "{entity} (babysits|babysit|minds|tends|shepherds|nurses|looks after)",
    "(maintain|maintains|run|runs|manage|manages|operate|operates|look after|looks after|care|under|own what|owns what)",
    "(what|everything|all) (falls|fall|is|sits) under",
    "(on|have on) [their] plate",
    "on desk",
  ],
  cueKinds: ["group", "user"],
  examples: [
    "what does {entity} own",
    "what does team {entity} own?",
    "list services owned by {entity}",
    "waht does {entity} own",
    "what is {entity} responsible for",
    "show me everything {entity} owns",
    "{entity}'s services",
    "{entity} services",
    "how many services does {entity} own",
  ],
  exampleKinds: ["group"],
  answer(view, { entities, modifiers: { filter } }): ListOwnedData {
    const refs = [...new Set(entities.flatMap((ref) => related(view, ref, "ownerOf")))];
    const owned = thatPass(view, refs, filter).map(({ ref }) => entitySummary(view, ref));
    const kinds = [...new Set(owned.map(({ kind }) => kind))].sort();
    return {
      owners: entities.map((ref) => entitySummary(view, ref)),
      notOwners: entities.filter((ref) => view.owner(ref).status !== "is-owner"),
      filter,
      total: owned.length,
      byKind: kinds.map((kind) => ({
        kind,
        entities: owned.filter((each) => each.kind === kind).sort((left, right) => (left.ref < right.ref ? -1 : 1)),
      })),
      childGroups: entities.flatMap((ref) => related(view, ref, "parentOf")),
    };
  },
});
