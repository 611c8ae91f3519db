import { annotation, type CatalogView, type EntityRef } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { askingFor } from "./asking-for.ts";
import { type FactAbout, type LiveFacts, type UnreadSource, unreadSources } from "./live-facts.ts";
import { ON_CALL_RELATIONS, onCallNow, onCallWishes } from "./on-call-now.ts";
import { type Pointer, type PointersOf, pointersOf, type Topic } from "./pointers.ts";
import { safeLink } from "./safe-link.ts";

/** Whom to page for each entity asked about. */
export interface OnCallData {
  readonly about: readonly OnCall[];
}

/** Who is on call, how that is written down, and the owner for when nobody is. */
export interface OnCall extends PointersOf {
  /** Who is on call now, as live sources say: for the entity, else for the first of what it belongs to that has anybody. */
  readonly now: readonly FactAbout[];
  /** Sources that could not say it just now; null when no live source was asked. */
  readonly unread: readonly UnreadSource[] | null;
}

/** How on-call is written down, and what to call it. */
const ANNOTATIONS: readonly { readonly name: string; called(value: string): string }[] = [
  { name: "callboard.dev/on-call", called: (value) => value },
  { name: "pagerduty.com/service-id", called: (id) => `PagerDuty service ${id}` },
  { name: "opsgenie.com/team", called: (team) => `Opsgenie team ${team}` },
  { name: "opsgenie.com/component-selector", called: (selector) => `Opsgenie alerts selected by ${selector}` },
  { name: "callboard.dev/grafana-oncall-schedule", called: (schedule) => `Grafana OnCall schedule ${schedule}` },
  { name: "splunk.com/on-call-team", called: (team) => `Splunk On-Call team ${team}` },
];

/** With this key anybody can open incidents: that there is one is told, what it is never. */
const SECRET = { name: "pagerduty.com/integration-key", text: "the PagerDuty service of its integration key" };

/** Where it is looked for. */
export const ON_CALL: Topic = {
  links: "oncall",
  annotations: (entity) => {
    const told = ANNOTATIONS.flatMap(({ name, called }): Pointer[] => {
      const value = annotation(entity, name)?.trim();
      if (!value) return [];
      const url = safeLink(value);
      return [{ url, text: url === null ? called(value) : null, from: name }];
    });
    if (told.length > 0 || !annotation(entity, SECRET.name)?.trim()) return told;
    return [{ url: null, text: SECRET.text, from: SECRET.name }];
  },
  else: ON_CALL_RELATIONS,
};

const ON =
  "(on call|oncall|on-call|on duty|on standby|on pager|on pager duty|on pagerduty|on rota|on rotation|on shift)";
const WHEN = "[right now|tonight|this week|at the moment|atm|at night]";
const PAGE =
  "(page|call|wake|wake up|ring|phone|alert|escalate|escalate to|escalate it to|call out|beep|page out|get out of bed|drag out of bed|haul out of bed|pull out of bed|disturb|dial|rouse|summon)";
const FOR = "[for|of|about|if|when|whenever|with|on|at|in|regarding|re|because of|to|over|once]";

export const oncall = defineIntent({
  name: "oncall",
  tells: "who is on call and how to page them",
  takes: "many",
  kinds: THINGS_FIRST,
  phrases: [
    ...askingFor("(on call|oncall|on-call|pager|pagers|pagerduty|opsgenie|escalation)"),
    ...askingFor(
      "(on call|oncall|on-call|on duty|on-duty|pager|pagerduty|opsgenie|escalation|duty|standby) (schedule|service|rota|rotation|roster|engineer|engineers|person|people|contact|contacts|number|policy|path|chain|list|dev|developer|phone|team)",
    ),
    `(who|whom|which {any}) (is|are) ${ON} ${WHEN} ${FOR} {entity}`,
    `(who|whom|which {any}) (is|are) (first responder|responder|responding|primary responder|primary|secondary|primary on call|covering|covering for|carrying pager|holding pager|carrying phone|holding phone|wearing pager) ${WHEN} ${FOR} {entity}`,
    `(who|whom|which {any}) (carries|carry|holds|has|have|got|wears) [the|a] (bleep|beeper|bat phone|batphone|duty pager|on call pager|pager|pagers|pager duty|on call phone|duty phone|on call|oncall|on-call|on-call phone) ${WHEN} ${FOR} {entity}`,
    `(who|whom) (carrying|holding) [the] pager ${FOR} {entity}`,
    `(who|whom) (do|does|should|can|could|must|would|shall|might|may) (i|we|you|one|someone|somebody|they|anyone) [have to|need to] ${PAGE} ${FOR} {entity}`,
    `(who|whom) (do|should|can|could|must|would) (i|we|you|one) (page|call|wake|ring|escalate) {entity} (to|for|up|about)`,
    `(who|whom) (to|i|we|you|one) ${PAGE} ${FOR} {entity}`,
    `(i|we) (need to|have to|must|want to|got to) ${PAGE} (someone|somebody|anyone|people) ${FOR} {entity}`,
    `(who|whom) (handles|handle|takes|gets|receives|deals with) (incidents|alerts|pages|outages|calls|emergencies) (for|of|on|from|in) {entity}`,
    "(who|whom) (to|do i|do we|should i|should we|can i|can we) (contact|call|reach|ring) (in emergency|in case of emergency|in an emergency|out of hours|after hours|at night) [for|of|about|with|on] {entity}",
    "(who|whom) covers {entity}",
    "(who|whom) is on {unsaid}",
    `(which|what) (number|phone number|phone|person|team|engineer|rota) (do|does|should|can|must|would) (i|we|you|one) ${PAGE} ${FOR} {entity}`,
    "{entity} (on call|oncall|on-call|pager|duty|escalation) (who|whom|whos)",
    `(who|whom) ${ON} ${FOR} {entity}`,
    `(who|whom) is (up|next up|awake|around|available) ${WHEN} (for|to help with|to look at) {entity}`,
    `(who|whom) (i|we|you|one) (must|should|can|have to|need to|shall) ${PAGE} ${FOR} {entity}`,
    `(who|whom) (gets|is|will be|would be|should be|should get|would get|will get|has to be|needs to be|must be|get|are) (paged|woken|woken up|rung|alerted|called out|beeped) ${FOR} {entity}`,
    `(who|whom) (responds|respond|answers|answer|picks up|reacts|jumps in) [to] [pages|alerts|incidents|calls|the pager] (for|on|of|from|if|when|to|at) {entity}`,
    `(is|are) (anyone|anybody|someone|somebody|nobody) ${ON} ${WHEN} ${FOR} {entity}`,
    "(emergency|incident|out of hours|out-of-hours|after hours) (contact|contacts|number|phone|person) [for|of|on] {entity}",
    "{entity} (emergency|incident|out of hours|out-of-hours|after hours) (contact|contacts|number|phone|person)",
  ],
  besideAlerts: [
    "(who|whom) (do|should|can|could|must|to|shall) [i|we|you|one] (ping|poke|notify|raise|rouse|get hold of)",
  ],
  cues: [
    "(on-call|oncall|on call|pager|pagers|pagerduty|opsgenie|escalation|rota)",
    "(page|paged|paging|wake|waking|ring|escalate|escalating)",
    "(on duty|on shift|on standby|standby|carrying|holding)",
    "(out of bed|gets up|woken|get up)",
    "who",
    "(gets|get) [the] (page|call|pager)",
    "(duty|rota|rotation)",
    "(whoever|who) has [the] pager",
    "(phone|bleep|beeper)",
    "(get|gets) up",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain", "group"],
  examples: [
    "who do I page for {entity}",
    "who's on call for {entity}",
    "oncall {entity}",
    "{entity} oncall?",
    "on call {entity}",
    "{entity} is down!!! who is on call",
    "who is carrying the pager for {entity}",
    "whom do I wake for {entity}",
    "who do we call if {entity} dies",
    "who gets paged for {entity}",
    "who to page for {entity}??",
    "wos on call for {entity}",
    "who is on-call right now for {entity}",
    "on-call engineer for {entity}",
    "pager {entity}",
    "is anyone on call for {entity}",
    "who has the pager for {entity} tonight",
    "escalation path for {entity}",
    "who should i escalate {entity} to",
    "on duty for {entity}: who is on duty for {entity}",
    "who the hell is on call for {entity}",
    "who do I wake up when {entity} goes down",
    "pls tell me who is oncall for {entity}",
    "who responds to alerts from {entity}",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  facts: (view, { entities }) => entities.flatMap((ref) => onCallWishes(view, ref)),
  answer: (view, { entities, facts }): OnCallData => ({ about: entities.map((ref) => onCallOf(view, ref, facts)) }),
});

function onCallOf(view: CatalogView, ref: EntityRef, facts: LiveFacts | undefined): OnCall {
  const asked = onCallWishes(view, ref).map((wish) => wish.ref);
  return {
    ...pointersOf(view, ref, ON_CALL),
    now: onCallNow(view, ref, facts),
    unread: facts === undefined ? null : unreadSources(facts, asked, ["on-call"]),
  };
}
