import { words } from "./words.ts";

/** A question or order that is recognised so that it is refused by name, never answered as something else. */
export interface OutOfScope {
  readonly name: string;
  /** What was asked for, to go behind "I cannot". */
  readonly what: string;
  readonly phrases: readonly string[];
  /** Phrases so common that they count only where no question was found. */
  readonly loosePhrases?: readonly string[];
}

/** Questions that have no answer here yet. An intent that is added takes its row away. */
export const LATER_QUESTIONS: readonly OutOfScope[] = [
  {
    name: "oncall",
    what: "say who is on call",
    phrases: [
      "(on call|oncall|on-call|on duty|pager|pagers|paged)",
      "(who|whom) (do|should|can|could|must|to) [i|we] (page|call|wake|ring)",
      "who (is|are) (on call|oncall|on-call|on duty)",
      "escalation",
    ],
  },
  { name: "runbook", what: "look up runbooks", phrases: ["(runbook|runbooks|run book|playbook|playbooks)"] },
  { name: "docs", what: "look up docs", phrases: ["(docs|doc|documentation|documented|wiki|readme|techdocs)"] },
  {
    name: "dashboard",
    what: "look up dashboards",
    phrases: ["(dashboard|dashboards|grafana|metrics|graph|graphs|monitoring|logs|traces)"],
  },
  {
    name: "repo",
    what: "look up repositories",
    phrases: ["(repo|repos|repository|repositories|source code|codebase|sourcecode)", "where is {entity} code"],
  },
  {
    name: "channel",
    what: "look up channels",
    phrases: ["(channel|channels|chatroom)", "where (do|can|should|could) (i|we) (ask|go|raise|report|post)"],
  },
  {
    name: "apis_provided",
    what: "list the APIs that something provides",
    phrases: [
      "(what|which) (api|apis|endpoint|endpoints) (do|does|is|are) {entity} (provide|expose|offer|serve|have|publish|providing)",
      "(api|apis|endpoints) (of|provided by|exposed by|offered by) {entity}",
      "{entity} 's (api|apis|endpoints)",
      "what (do|does) {entity} (provide|expose|offer|serve)",
    ],
  },
  {
    name: "apis_consumed",
    what: "list the APIs that something consumes",
    phrases: [
      "(what|which) (api|apis|endpoint|endpoints) (do|does|is|are) {entity} (consume|use|call|need|consuming|using|depend on|rely on)",
      "(api|apis) (consumed|used|called) by {entity}",
      "what (do|does) {entity} (consume|subscribe to)",
      "(consumed|used) (api|apis)",
    ],
  },
  {
    name: "api_providers",
    what: "say who provides an API",
    phrases: [
      "(who|what|which|which {any}|what {any}) (provides|provide|serves|serve|exposes|expose|implements|implement) {entity}",
      "(provider|providers|implementation|implementations) [of]",
    ],
  },
  {
    name: "api_consumers",
    what: "say who consumes an API",
    phrases: ["(consumes|consume|consuming|consumed|consumer|consumers|subscribes|subscribers)"],
  },
  {
    name: "team_members",
    what: "list the people of a team",
    phrases: [
      "who (is|are) (on|in) {team}",
      "who works (in|for) {team}",
      "(member|members|teammates|headcount)",
      "(people|folks|everyone|anyone) (on|in) {team}",
      "who (leads|manages) {team} team",
      "(lead|manager|boss) of",
    ],
  },
  {
    name: "user_team",
    what: "say which team a person is on",
    phrases: [
      "(what|which) (team|teams|squad|group|groups) (is|are|am) {person} (on|in|part of)",
      "(what|which) (team|squad|group) (do|does) {person} (work|sit|belong)",
      "(what|who|which) (is|are) my (team|group|squad)",
      "(where|who) does {person} work",
    ],
  },
  {
    name: "list",
    what: "list entities by what they are",
    phrases: [
      "what (is|are) (deprecated|experimental|unowned|orphaned)",
      "what (does|do) (nobody|noone|no one) (own|maintain|run)",
      "(what|which) {any} (is|are) (deprecated|experimental|unowned|orphaned|live|tagged|in|part of|without|missing|written|not)",
      "(service|services|component|components|apis|resources|systems|apps|websites|libraries|databases|everything|anything) (in|inside|within|under|with|without|tagged) {entity}",
      "what (is|are) (in|inside|part of) {entity}",
      "how many",
    ],
    loosePhrases: ["(list|which|what|show) {any} {any}", "(list|show) [me] all"],
  },
  {
    name: "path",
    what: "explain how one thing reaches another",
    phrases: [
      "how (do|does|is|are|would|can) {entity} (get|reach|connect|connected|depend|related|linked|use|call|talk)",
      "(do|does) {entity} (depend on|need|use|call|rely on|talk to|reach|touch)",
      "(path|route|connection|relationship|link|hops) (from|between|to)",
      "is {entity} (connected|linked|related|dependent)",
      "(between|from) {entity} (to|and) {entity}",
    ],
  },
  {
    name: "run_template",
    what: "run templates",
    phrases: [
      "(create|scaffold|generate|bootstrap|provision|spin up|set up|stand up|make) [me|us] (a|an|new|another)",
      "i (need|want|would like) (a|an|another) [new]",
      "we (need|want) (a|an|another) [new]",
      "new {any} please",
    ],
  },
  {
    name: "list_templates",
    what: "list templates",
    phrases: [
      "what can (i|we|you) (create|make|scaffold|build|generate)",
      "(list|show|which|what|available) [me|the|all] templates",
    ],
  },
  {
    name: "common_causes",
    what: "look for a common cause",
    phrases: [
      "(common|shared|root) (cause|causes|dependency|dependencies|deps|denominator)",
      "in common",
      "what (do|does) {entity} share",
    ],
  },
  {
    name: "exposure",
    what: "list what could take something down",
    phrases: [
      "what (can|could|would|might|will) (take|bring|break|kill|hurt|affect|knock)",
      "(single point of failure|single points of failure|spof|spofs|exposure|exposed)",
    ],
  },
  { name: "why", what: "explain why", phrases: ["(why|how come)"] },
  {
    name: "changes",
    what: "list what changed",
    phrases: [
      "(what|anything|something|who|has|have) [has|have|is|was|been|just|recently] (changed|change|changes|deployed|shipped|released)",
      "(recent|latest|last|newest) (change|changes|deploy|deploys|release|releases|commit|commits|deployment|deployments|version)",
      "(changelog|changed|deployments)",
      "(who|what) (broke|killed|touched) {entity}",
      "when (was|did|were|is|will)",
    ],
  },
  {
    name: "negation",
    what: 'answer a question with "not" in it',
    phrases: [
      "(what|who|which|which {any}|what {any}) (doesnt|dont|didnt|does not|do not|did not|is not|are not|isnt|arent|wont|wouldnt|will not|would not) (need|depend|use|using|call|own|owned|break|affected)",
      "what (do|does) {entity} not (need|depend|use|call|own|break)",
      "(is|are|was|does|do|has) {entity} not",
    ],
  },
  {
    name: "history",
    what: "tell what was before",
    phrases: [
      "(who|which team|what team) used to (own|maintain|run|manage|operate|have) {entity}",
      "(who|which team|what team) (owned|maintained|ran|managed|operated|had) {entity} (last|before|until|back|in|previously|formerly)",
      "(previous|former|old|original) (owner|owners|maintainer|maintainers)",
    ],
  },
  {
    name: "status",
    what: "see whether something is up",
    phrases: [
      "is {entity} (down|up|ok|okay|healthy|working|broken|slow|available|running|online|offline|alive|dead|failing|unhealthy)",
      "(status|health|uptime|availability|slo|slos) (of|for)",
      "{entity} (status|health|uptime)",
      "(incidents|outages|alerts)",
    ],
  },
];

/** What starts an order. Orders are refused, however well their entity is known. */
export const ORDERS: ReadonlySet<string> = new Set(
  words(`
    restart reboot deploy redeploy rollback roll revert delete remove drop kill stop scale silence mute unmute ack
    acknowledge resolve page wake rename transfer reassign assign move set change update edit fix merge release ship
    promote disable enable drain failover purge flush truncate close escalate snooze approve reject cancel execute
    trigger pause resume upgrade downgrade patch provision destroy terminate shut turn unregister register add put
    invite send post notify warn deprecate retire decommission block unblock rotate reset refresh clear run start
    open book order buy make mark tag migrate replace hand give-up undeploy bounce nuke cordon evict
  `),
);

/** What may stand between the start of a clause and its order: "can you please restart …". */
export const BEFORE_ORDERS: ReadonlySet<string> = new Set(
  words(`
    please pls plz kindly can could would will you we i just now go then and also so ok okay hey hi hello lets let us
    someone somebody quickly immediately
  `),
);

/** Thanks and acknowledgements: nothing to answer. */
export const PLEASANTRIES: readonly string[] = [
  "(thanks|thank you|thankyou|thx|ty|tx|ta|cheers|tysm|merci|danke|gracias) [a lot|so much|very much|much|all|again|everyone|bot|for that|for the help|mate|heaps|a bunch|a million]",
  "many thanks",
  "(great|perfect|nice|cool|lovely|awesome|brilliant|excellent|amazing|super|sweet) [thanks|thank you|one|stuff|work|job|bot|cheers]",
  "(good|nice) (bot|one|work|job)",
  "(got it|ok|okay|okey|alright|right|noted|understood|done|sorted|fixed|ack|np|no worries|no problem|never mind|nevermind|nvm|lol|haha|yes|no|yep|yup|nope|sure|will do|on it|makes sense|fair enough) [thanks|thank you|cheers]",
  "that (helps|helped|works|worked|is it|is all)",
];
