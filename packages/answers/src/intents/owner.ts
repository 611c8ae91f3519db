import type { Ownership } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import type { FactAbout } from "./live-facts.ts";
import { onCallNow, onCallWishes } from "./on-call-now.ts";

/** Who owns each entity asked about. */
export interface OwnerData {
  readonly owned: readonly {
    readonly entity: EntitySummary;
    readonly ownership: Ownership;
    /** The groups above the owners, nearest first. */
    readonly parents: readonly EntitySummary[];
    /** Who is on call for it now; empty where no live source was asked, or none knows. */
    readonly onCall: readonly FactAbout[];
  }[];
}

const OWNS =
  "(owns|own|owned|maintains|maintain|maintained|runs|run|manages|manage|operates|operate|handles|handle|supports|support|looks after|look after|takes care of|is responsible for|is accountable for|is in charge of|is looking after|is behind|is running|is maintaining|is managing|built)";

export const owner = defineIntent({
  name: "owner",
  tells: "who owns something and how to reach them",
  takes: "many",
  kinds: THINGS_FIRST,
  phrases: [
    `(who|whom|which team|what team|which squad|what squad|which group|what group|which people) ${OWNS} {entity}`,
    `[do|does] (anybody|anyone|somebody|someone|nobody) ${OWNS} {entity}`,
    "(own|owns) {entity}",
    "(who|which team|what team|team|person|people) [is] (responsible for|in charge of|accountable for|behind) {entity}",
    "(owner|owners|ownership|maintainer|maintainers) {entity}",
    "[who|what] [is|are] [the] (owner|owners|ownership|maintainer|maintainers) (of|for) {entity}",
    "{entity} (owner|owners|ownership|maintainer|maintainers)",
    "is there (an owner|a maintainer|a team|anyone|anybody) [for|of|responsible for|behind] {entity}",
    "is {entity} owned [by] [anyone|anybody|someone|somebody|a team]",
    "is {entity} (unowned|orphaned|ownerless|abandoned)",
    "does {entity} have (an|any) [owner|owners|maintainer]",
    "(who|whom) (do|should|can|could|would|must|to|shall) [i|we|you] (poke|ask|ping|bug|contact|tell|bother|nag|message|dm|email|chase|talk to|speak to|speak with|talk with|reach out to|go to) (about|for|regarding|re|on|with) {entity}",
    "(who|whom) (do|should|can|could|would|must|to|shall) [i|we|you] (poke|ping|bug|contact|bother|nag|talk to|speak to|reach out to) {entity}",
    "who (can|could|might) help [me|us] with {entity}",
    "who knows [anything|something|stuff|most] about {entity}",
    "whose {entity}",
    "whose (is|are) {entity}",
    "whose {any} (is|are) {entity}",
    "(who|whom) (do|does|did) {entity} belong to",
    "to (whom|who|which team) (do|does) {entity} belong",
    "(which|what) (team|squad|group) (do|does) {entity} (belong to|sit with|sit under|live with)",
    "{entity} (belongs to|is owned by|owned by|is maintained by) (who|whom|which team|what team)",
    "(who|which team|what team|whom) (is|are) {entity} (owned|maintained|run|managed|operated) by",
    "(which|what) (team|squad|group) (is|are) {entity} (under|with|owned by)",
    "(point of contact|poc|contact|contacts) [for|of|on] {entity}",
    "{entity} (poc|contact|contacts)",
    "(which|what|the) (team|squad|group) (for|behind|of|owning) {entity}",
  ],
  narrow: {
    only: ["component", "api", "resource", "system", "domain"],
    // "payments team" is the team where there is one.
    kinds: [["group"], ["user"], ["*"]],
    phrases: ["{entity} (team|squad)"],
  },
  examples: [
    "who owns {entity}",
    "owner {entity}",
    "{entity} owner?",
    "woh owns {entity}",
    "who onws `{entity}`??",
    "which team runs {entity}",
    "does anybody still own {entity}?",
    "who do I talk to about {entity}",
    "hey, whose is {entity}?",
    "who's responsible for {entity} these days",
    "who does {entity} belong to",
    "is {entity} owned by anyone?",
    "{entity} team?",
    "{entity} latency p99 &gt; 2s, whose is it",
  ],
  exampleKinds: ["component", "api", "resource", "system", "domain"],
  facts: (view, { entities }) => entities.flatMap((ref) => onCallWishes(view, ref)),
  answer: (view, { entities, facts }): OwnerData => ({
    owned: entities.map((ref) => {
      const ownership = view.owner(ref);
      return {
        entity: entitySummary(view, ref),
        ownership,
        parents: ownership.chain.map((parent) => entitySummary(view, parent)),
        onCall: onCallNow(view, ref, facts),
      };
    }),
  }),
});
