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
  "(owns|own|owned|maintains|maintain|maintained|runs|run|manages|manage|operates|operate|handles|handle|supports|support|looks after|look after|takes care of|is responsible for|is accountable for|is in charge of|is looking after|is behind|is running|is maintaining|is managing|built|looking after|maintaining|owning|running|managing|operating|handling|supporting|responsible for|in charge of|in charge at|is in charge at|working on|looks out for|look out for|cares for|care for|minds|tends|tends to|got|has got|have got|is the face of|is on the hook for|on hook for|is stuck with|babysits|shepherds|stewards|curates|develops|develop)";

const SEES_TO =
  "(look at|look into|see to|fix|repair|investigate|debug|take|take care of|take a look at|pick up|deal with|handle|sort out|check|check on|review|approve|merge|sign off|sign off on|have a look at)";

export const owner = defineIntent({
  name: "owner",
  tells: "who owns something and how to reach them",
  takes: "many",
  kinds: THINGS_FIRST,
  phrases: [
    `(who|whom|which team|what team|which squad|what squad|which group|what group|which people|which crew|what crew|which lot|what lot|which bunch|which folks|which department|what department) [is|are|do|does|did|was] ${OWNS} {entity}`,
    `[do|does|is|are] (anybody|anyone|somebody|someone|nobody) ${OWNS} {entity}`,
    "(own|owns) {entity}",
    `whoever ${OWNS} {entity}`,
    "(who|which team|what team|team|person|people) [is] (responsible for|responsible of|responsible from|responsible on|the responsible for|in charge of|in charge for|accountable for|behind) {entity}",
    "(owner|owners|ownership|maintainer|maintainers) {entity}",
    "[who|what] [is|are] [the] (owner|owners|ownership|maintainer|maintainers) (of|for) {entity}",
    "{entity} (owner|owners|ownership|maintainer|maintainers)",
    "is there (an owner|a maintainer|a team|anyone|anybody) [for|of|responsible for|behind] {entity}",
    "is {entity} owned [by] [anyone|anybody|someone|somebody|a team]",
    "is {entity} (unowned|orphaned|ownerless|abandoned)",
    "does {entity} have (an|any) [owner|owners|maintainer]",
    "(who|whom) (do|should|can|could|would|must|to|shall) [i|we|you] (poke|ask|ping|notify|bug|contact|tell|bother|nag|message|dm|email|chase|pester|annoy|harass|hassle|thank|blame|praise|see|approach|catch|talk to|speak to|speak with|talk with|chat with|chat to|reach out to|turn to|go to|write to|complain to|moan at|moan to|shout at|yell at|scream at|swear at|whine to|hit up|get hold of|check with|consult with|consult|sync with|coordinate with|deal with|loop in|cc|add as reviewer) (about|for|regarding|re|on|with|in|at|from|over|because of|before touching|before changing|to change|to approve) {entity}",
    "(who|whom) (do|should|can|could|would|must|to|shall) [i|we|you] (poke|ping|notify|bug|contact|bother|nag|talk to|speak to|reach out to) {entity}",
    "(who|whom) (do|should|can|could|must|to) [i|we] (poke|ask|notify|contact|tell|bother|nag|pester|chase|hassle|warn|inform|talk to|speak to|complain to|moan at|shout at|yell at|scream at|swear at|reach out to) {unsaid}",
    "(who|whom|which team|what team) (should|do|can|could|must) [i|we] (forward|send|route|report|assign|pass|hand) {entity} (to|on to|over to)",
    "who (can|could|might) help [me|us] with {entity}",
    `(who|whom|which team|what team) (should|can|could|must|has to|have to|needs to|gets to|will|would|is going to|ought to) ${SEES_TO} {entity}`,
    "(who|whom|which team|what team) is {entity} with",
    "(which|what) (team|squad|group) {unsaid}",
    "(who|whom|which team|what team) (should|can|could|must|has to|have to|needs to|will|would) (look|check|investigate|take a look|have a look|act|jump in|step in|dig in) {unsaid}",
    "(who|whom|which team) (signs|signs off|approves|approve|decides|authorises|authorizes|has the final say|has final say|gives permission|grants access|gives access|can approve|can sign off|has to approve|has to sign off|must approve|should approve|needs to approve) [for|on|about|over|to|changes to|changes in|access to] {entity}",
    "(who|whom|which team) (should|can|could|must|has to|needs to|gets to|will|would) (review|approve|merge|sign off|look at) [my|our|this] [pr|mr|prs|change|changes|patch|pull request|merge request] (to|for|in|on|against|of) {entity}",
    "(who|whom) (do|should|can|must) [i|we] (need to|have to|want to) (ask|talk to|speak to|contact|tell|ping|inform|warn) (about|before touching|before changing|regarding|for) {entity}",
    "(does|do|did) {entity} [still] (belong to|have) (anyone|anybody|someone|somebody|a team|an owner)",
    "[i|we] (need|want|looking for|find|found) (owner|owners|maintainer|maintainers) (of|for) {entity}",
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
    phrases: [
      "{entity} (team|squad)",
      "(whos|whose) is {entity}",
      "whos {entity} is",
      "whos {entity}",
      "(who|which team|what team) (has|holds) {entity}",
    ],
  },
  cues: [
    "(owner|owners|owns|owned|owning|ownership|maintainer|maintainers|custodian|steward|caretaker|guardian)",
    "(who|whose|whom)",
    "(which|what|a|any) (team|squad|crew|lot|group|people|person|folks|department|bunch)",
    "(responsible|accountable|answerable)",
    "in charge",
    "(need|want|find) [me|us] [a|an] (human|warm body)",
    "(go-to|goto|point person|main contact|contact person)",
    "(blame|blamed|flak|scapegoat)",
    "on hook",
    "team name",
    "(look|looks|looking|looked) after",
    "(take|takes|taking) care",
    "(belong|belongs|belonging)",
    "(minds|minding|babysits|babysitting|shepherds|nurses|tends)",
    "(bother|pester|chase|nag|ping|contact|talk to|shout at|yell at|complain to|speak to|get hold of)",
    "(approve|approves|approval|sign off|signs off)",
    "baby",
    "(point of contact|poc)",
    "(anybody|anyone|somebody|someone|nobody)",
    "(look|looking) at",
    "(remit|purview|custody|steward|tend|mind|custodian|caretaker|keeper|handler|answer for|answers for|answerable)",
    "(ought|should) (speak|talk|turn|write|go)",
    "(speak|talk) (with|to)",
    "(cross|angry|annoyed|furious) with",
    "(badger|harass|bug|poke|nudge|hassle)",
    "right person",
    "fall under",
    "falls under",
    "(sponsor|lead dev|product owner)",
    "(deal|dealing|deals) with",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain", "template"],
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
