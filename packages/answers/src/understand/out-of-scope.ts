import { words } from "./words.ts";

/** A question or order that is recognised so that it is refused by name, never answered as something else. */
export interface OutOfScope {
  readonly name: string;
  /** What was asked for, to go behind "I cannot". */
  readonly what: string;
  readonly phrases: readonly string[];
}

/** Questions that have no answer here yet. An intent that is added takes its row away. */
export const LATER_QUESTIONS: readonly OutOfScope[] = [
  { name: "reason", what: "say why something is as it is", phrases: ["(why|how come)"] },
  {
    name: "deploys",
    what: "list deploys",
    phrases: [
      "(what|anything|something|who|has|have) [has|have|is|was|been|just|recently] (deployed|shipped|released)",
      "(recent|latest|last|newest) (deploy|deploys|release|releases|commit|commits|deployment|deployments|version)",
      "(deployments|deploys)",
      "(what|which) version",
      "who [has|have|just|recently] (changed|modified|updated)",
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
    name: "authoring",
    what: "write or create anything",
    phrases: [
      "(create|write|draft|generate|build|make|set up|prepare) [me|us] [new|own] (runbook|playbook|docs|documentation|readme|wiki page|dashboard|grafana dashboard|channel|slack channel) (for|of|about|on)",
    ],
  },
  {
    name: "watch",
    what: "watch anything and tell you later",
    phrases: ["(slack|tell|message|email|remind|inform|text) (me|us) (when|if|once|as soon as)"],
  },
  {
    name: "opinion",
    what: "judge people or software",
    phrases: [
      "(best|worst|smartest|laziest|nicest|favourite|favorite) (engineer|developer|dev|coder|programmer|colleague|teammate|service|app|team)",
      "(is|are) {entity} (any good|worth it|better than|worse than|good enough)",
    ],
  },
  {
    name: "comparison",
    what: "compare things",
    phrases: [
      "(difference|differences) between",
      "(compare|contrast) {entity}",
      "how (does|do|is|are) {entity} differ",
    ],
  },
  {
    name: "secrets",
    what: "show secrets, or what I was told",
    phrases: [
      "your [api|bot|slack|system|own|private|secret|internal] (token|tokens|password|passwords|secret|secrets|key|keys|credentials|prompt|instructions|system prompt|config|source code)",
      "(bot|api|access|admin|root|slack) (token|tokens|password|passwords|secret|secrets|credentials)",
      "(api|access|ssh|private|signing|encryption|deploy) (key|keys)",
      "(connection|jdbc) (string|strings)",
      "(password|passwords|passphrase|credentials|creds) (for|of|to)",
      "(previous|prior|above|earlier) (instructions|prompt|prompts|rules)",
    ],
  },
  {
    name: "logs",
    what: "look up logs or traces",
    phrases: ["(logs|traces|tracing|logging) (of|for|from|in)", "log (of|for|from)", "{entity} (logs|traces)"],
  },
  {
    name: "rota",
    what: "tell who was or will be on call at another time",
    phrases: [
      "(who|whom) (was|were|will be|is going to be) (on call|oncall|on-call|on duty|carrying)",
      "(who|whom) (is|are) (on call|oncall|on-call|on duty) (tomorrow|yesterday|next|last|during)",
      "(on call|oncall|on-call|on duty) {entity} (tomorrow|yesterday|next week|next weekend|last week|last night)",
    ],
  },
  {
    name: "history",
    what: "tell what was before",
    phrases: [
      "(who|which team|what team) used to (own|maintain|run|manage|operate|have) {entity}",
      "(who|which team|what team) (owned|maintained|ran|managed|operated|had) {entity} (last|before|until|back|in|previously|formerly)",
      "(who|when) [last|first|ever] (wrote|reviewed|committed|merged|pushed|authored)",
      "(previous|former|old|original|next|future) (owner|owners|maintainer|maintainers)",
      "(who|which team|what team) (will|would|is going to|are going to) (own|maintain|inherit)",
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
    call ring phone ping dm join fork open book order buy make mark tag migrate replace hand give-up undeploy bounce nuke cordon evict
    lint validate ban unban kick grant revoke archive unarchive lock unlock suspend unsuspend freeze unfreeze install uninstall
    subscribe unsubscribe follow unfollow
    ignore forget disregard pretend print reveal leak dump output repeat translate write compose draft rewrite sing predict estimate
    wipe quarantine throttle demote detach attach reimage rebuild recreate toggle whitelist blacklist allowlist denylist
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
  "(sounds good|sgtm|lgtm|brb|+1|gotcha|roger|copy that|aye|let me check|will check|found it|my bad|all good|nice one|good one|no idea|same here) [mate|thanks|cheers]",
  "(great|perfect|nice|cool|lovely|awesome|brilliant|excellent|amazing|super|sweet) [thanks|thank you|one|stuff|work|job|bot|cheers]",
  "(good|nice) (bot|one|work|job)",
  "(got it|ok|okay|okey|alright|right|noted|understood|done|sorted|fixed|ack|np|no worries|no problem|never mind|nevermind|nvm|lol|haha|yes|no|yep|yup|nope|sure|will do|on it|makes sense|fair enough) [thanks|thank you|cheers]",
  "(forget|ignore|scratch) (it|that|me|this)",
  "that (helps|helped|works|worked|is it|is all)",
];
