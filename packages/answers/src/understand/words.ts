/** Words that say nothing by themselves: skipped inside a phrase and around a name. */
export const FILLERS: ReadonlySet<string> = new Set(
  words(`
    teh hte both too also well somehow directly indirectly transitively anywhere somewhere sorry oops ah oh hm hmm huh eh uh umm wait lol haha thingy thingie thingies thingamajig whatsit gizmo doohickey
    a an the our your some any please pls plz hey hi hello just still even actually currently really exactly btw so
    's else all again now today anymore anyway stuff thing things folks everyone maybe probably quickly quick um er erm ok okay
    soon shortly though tho anyhow kindly perhaps simply mate pal buddy bro dude chief lads ta thx thanks cheers hell heck damn damned goddamn bloody fuck fucks fucking fuckin freaking frickin tf ffs omg tonight asap urgently urgent atm rn guys
  `),
);

/**
 * Words that hold a sentence together. A name neither starts nor ends with one, and one of them ends the name before
 * it.
 */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  words(`
    who whom whose what which where when why how is are am was were be been being isnt arent do does did dont doesnt
    didnt has have had having can could should would will shall may might must cant i we you me us my mine he him his
    she her they them their it its this that these those in on at of for to from with without by about into onto per via and or but
    nor if so as than then because since after before during while until unless there here not no yes to up out off
    besides except excluding over im id ill ive were youre theyre thats whats whos lets let right yet already nowadays lately anyone anybody
    someone somebody nobody ->
  `),
);

/** Words that start another clause: no name goes on beyond one. */
export const CLAUSE_WORDS: ReadonlySet<string> = new Set(
  words("if when whenever once because while until unless and or but so than then is are was were who what which"),
);

/** What stands for something said before. With "team" behind it: for the owner of that. */
export const PRONOUNS: ReadonlySet<string> = new Set(
  words(`
    it its this that these those them they their he him his she her one same thing service component app
    repo repository project codebase code pipeline pr mr change box machine server host node pod container beast bit piece part
    guy fella bugger sucker beauty mess ticket alert incident page link graph chart panel board dashboard
  `),
);

/** At least one of these makes a run of {@link PRONOUNS} a pronoun: "that service" is one, "service" is not. */
export const POINTING: ReadonlySet<string> = new Set(
  words("it its this that these those them they their he him his she her"),
);

/** Words that count instead of naming: "everything" is no one thing. */
export const QUANTIFIERS: ReadonlySet<string> = new Set(
  words("everything everyone everybody anything nothing none something all any most"),
);

/** Words that turn a question around. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  words("not no never isnt arent doesnt dont didnt wont wouldnt cant cannot"),
);

/** What joins names to a list. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set(words("and or , & +"));

/** Words that ask for an answer as such; at the edge of a name they are no part of it. */
export const COMMANDS: ReadonlySet<string> = new Set(words("show list give get tell find me us"));

/** What may be asked about a thing instead of the thing itself: of "issues with seat-map" the name is "seat-map". */
export const ASPECTS: ReadonlySet<string> = new Set(
  words(
    "change changes access code issues problems trouble bugs questions maintenance upkeep work top charge care errors",
  ),
);

/** What is done to a thing: of "steps for restoring seat-map" the name is "seat-map". */
export const REPAIRING: ReadonlySet<string> = new Set(
  words("fixing restoring recovering restarting rebooting debugging troubleshooting repairing reviving"),
);

/** What happens to a thing: ends the name before it, when nothing but more of these comes behind. */
export const EVENTS: ReadonlySet<string> = new Set(
  words(`
    go goes went going get gets getting die dies died fail fails failed failing break breaks broke crash crashes
    crashed burn burns burned become becomes disappear disappears vanish vanishes explode explodes stop stops stopped turn turns
    restart restarts reboot reboots seem seems look looks down slow read-only readonly outage outages failure failures
    question questions issue issues problem problems bug bugs trouble requests
    disappeared vanished exploded misbehave misbehaves misbehaving hang hangs hung freeze freezes froze stall stalls stalled
    jam jams jammed choke chokes choked hiccup hiccups overload overloaded melts melted struggles struggling unavailable
    unreachable unhealthy degraded crashing failing dying lagging erroring lost
    leave leaves left quit quits away offline dead bad badly gone working responding completely suddenly hard
  `),
);

/** What people say around a question. Nothing is called so by itself, but it may be a part of a name. */
export const CHATTER: ReadonlySet<string> = new Set(
  words(`
    second minute hour day week weekend month year morning afternoon evening night time monday tuesday wednesday thursday friday
    saturday sunday yesterday tomorrow
    ago late early first last next new old big small bad good great best worst nice poor stupid silly little lovely nasty weird red green
    customer client branch boss auditor manager colleague engineer developer dev intern newbie human soul sod bastard idiot
    need want try wonder think guess know hear see say ask talk speak read write wait sit stand come take make keep put use
    help look feel love hate hope like mean matter happen care worry stare complain scream shout yell cry panic sweat
    meeting call email mail ticket jira message thread post link page list name word sentence line question answer
    review reviewer merge commit branch build pipeline release deploy test alert alarm pager error exception crash log trace
    prod production staging cluster box machine server host node pod container disk memory cpu traffic load spike
    win won lose lost game match score weather joke coffee lunch pub party train holiday
    thing stuff bit piece part place spot end start top bottom side way kind sort type level number amount
  `),
);

/** Who asks. */
export const MYSELF: ReadonlySet<string> = new Set(words("i we us me my mine our ours myself ourselves"));

/** What a kind of thing is called in a sentence; next to a name it says which of several is meant. A type has one kind. */
export interface KindWord {
  readonly kind: string;
  readonly type?: string;
}

export const KIND_WORDS: ReadonlyMap<string, KindWord> = new Map<string, KindWord>([
  ...named("service services app apps application applications component components microservice", {
    kind: "component",
  }),
  ...named("microservices job jobs worker workers software daemon", { kind: "component" }),
  ...named("website websites", { kind: "component", type: "website" }),
  ...named("library libraries lib libs", { kind: "component", type: "library" }),
  ...named("api apis", { kind: "api" }),
  ...named("resource resources", { kind: "resource" }),
  ...named("database databases db dbs", { kind: "resource", type: "database" }),
  ...named("cache caches", { kind: "resource", type: "cache" }),
  ...named("queue queues", { kind: "resource", type: "message-queue" }),
  ...named("bucket buckets", { kind: "resource", type: "bucket" }),
  ...named("system systems", { kind: "system" }),
  ...named("domain domains", { kind: "domain" }),
  ...named("team teams group groups squad squads crew guild tribe chapter gang lot bunch crowd department dept", {
    kind: "group",
  }),
  ...named("user users person people", { kind: "user" }),
  ...named("template templates", { kind: "template" }),
]);

function named(text: string, word: KindWord): [string, KindWord][] {
  return words(text).map((each) => [each, word]);
}

/** The words of a list or of a line of grammar, split at spaces only. What words a name is made of is the core's to say. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
