import type { Answer, Answered, Clarify, NotFound, NotUnderstoodAnswer } from "../answer/answer.ts";
import { intents } from "../intents.ts";
import { plain } from "./plain.ts";
import { sayApiConsumers, sayApiProviders, sayApisConsumed, sayApisProvided } from "./say-api-links.ts";
import { sayBlastRadius } from "./say-blast-radius.ts";
import { sayChanges } from "./say-changes.ts";
import { sayChannel } from "./say-channel.ts";
import { sayCommonCauses } from "./say-common-causes.ts";
import { sayDescribe } from "./say-describe.ts";
import { sayExposure } from "./say-exposure.ts";
import { sayLifecycle } from "./say-lifecycle.ts";
import { sayList } from "./say-list.ts";
import { sayListOwned } from "./say-list-owned.ts";
import { sayOnCall } from "./say-on-call.ts";
import { sayOwner } from "./say-owner.ts";
import { sayPath } from "./say-path.ts";
import { POINTER_WORDS, sayPointers } from "./say-pointers.ts";
import { sayDependencies, sayDependents } from "./say-relations.ts";
import { saySearched, saySources } from "./say-source.ts";
import { sayTeamMembers, sayUserTeam } from "./say-teams.ts";
import { sayTemplate, sayTemplates } from "./say-templates.ts";
import { sayWhy } from "./say-why.ts";
import { fitted, introduced, nameOf, type Style, type Voice, voiceOf } from "./voice.ts";

export interface SayOptions {
  /** Milliseconds since 1970, for "2 min ago"; the present unless given. */
  readonly now?: number;
  readonly style?: Style;
}

/**
 * An answer as plain text, without colours unless a style adds them. Nothing in it that came from the question or a
 * descriptor can mention anybody or start a link. Empty when nothing is to be said.
 */
export function say(answer: Answer, { now = Date.now(), style }: SayOptions = {}): string {
  const voice = voiceOf(now, style);
  return lines(answer, voice).join("\n");
}

function lines(answer: Answer, voice: Voice): string[] {
  switch (answer.outcome) {
    case "answer":
      return [
        ...renamedLines(answer),
        ...answerLines(answer, voice),
        ...leftOutLines(answer, voice),
        ...originLines(answer, voice),
      ];
    case "clarify":
      return clarifyLines(answer, voice);
    case "not_found":
      return notFoundLines(answer, voice);
    case "not_understood":
      return refusalLines(answer, voice);
    case "ignore":
      return [];
    default:
      return answer satisfies never;
  }
}

/** Where an answer was read: of a list over the whole catalog, how much was looked through. */
function originLines(answer: Answered, voice: Voice): string[] {
  const isOfAll = (answer.intent === "list" || answer.intent === "list_templates") && answer.entities.length === 0;
  return isOfAll ? saySearched(answer.sources, answer.data.searched, voice) : saySources(answer.sources, voice);
}

function renamedLines({ renamed = [] }: Answered): string[] {
  return renamed.map(({ ref, from }) => `${plain(from, 120)} was renamed to ${nameOf(ref)}.`);
}

function leftOutLines({ leftOut = [] }: Answered, voice: Voice): string[] {
  const names = leftOut.map((name) => `"${plain(name)}"`);
  return names.length > 0
    ? [voice.warning(fitted("Left out, as the catalog does not know for sure what it is: ", names))]
    : [];
}

function answerLines(answer: Answered, voice: Voice): string[] {
  switch (answer.intent) {
    case "owner":
      return sayOwner(answer.data, voice);
    case "oncall":
      return sayOnCall(answer.data, voice);
    case "channel":
      return sayChannel(answer.data, voice);
    case "runbook":
    case "docs":
    case "dashboard":
    case "repo":
      return sayPointers(answer.data.about, POINTER_WORDS[answer.intent], voice);
    case "describe":
      return sayDescribe(answer.data, voice);
    case "dependencies":
      return sayDependencies(answer.data, voice);
    case "dependents":
      return sayDependents(answer.data, voice);
    case "blast_radius":
      return sayBlastRadius(answer.data, voice);
    case "list_owned":
      return sayListOwned(answer.data, voice);
    case "path":
      return sayPath(answer.data, voice);
    case "apis_provided":
      return sayApisProvided(answer.data, voice);
    case "apis_consumed":
      return sayApisConsumed(answer.data, voice);
    case "api_providers":
      return sayApiProviders(answer.data, voice);
    case "api_consumers":
      return sayApiConsumers(answer.data, voice);
    case "team_members":
      return sayTeamMembers(answer.data, voice);
    case "user_team":
      return sayUserTeam(answer.data, voice);
    case "list":
      return sayList(answer.data, voice);
    case "list_templates":
      return sayTemplates(answer.data, voice);
    case "run_template":
      return sayTemplate(answer.data, voice);
    case "common_causes":
      return sayCommonCauses(answer.data, voice);
    case "exposure":
      return sayExposure(answer.data, voice);
    case "why":
      return sayWhy(answer.data, voice);
    case "changes":
      return sayChanges(answer.data, voice);
    case "lifecycle":
      return sayLifecycle(answer.data, voice);
    case "help":
      return ["I answer questions about the software catalog:", ...abilities()];
    default:
      return answer satisfies never;
  }
}

/** One line for each intent: what it tells, and a question to copy. */
function abilities(): string[] {
  return intents.flatMap((intent) => (intent.name === "help" ? [] : [`  "${exampleOf(intent)}" – ${intent.tells}`]));
}

/** So many show what is meant; help lists all. */
const FIRST_ABILITIES = 6;

function exampleOf({ exampleKinds: [kind], examples: [first] }: (typeof intents)[number]): string {
  return first.replace("{entity}", EXAMPLE_NAMES.get(kind ?? "") ?? "checkout").replace("{other}", "payments-db");
}

/** What questions are about in examples, by kind. */
const EXAMPLE_NAMES: ReadonlyMap<string, string> = new Map([
  ["group", "payments"],
  ["user", "grace"],
  ["api", "payments-api"],
  ["template", "node-service"],
]);

function clarifyLines({ data, intent }: Clarify, voice: Voice): string[] {
  const asked =
    data.name === "" ? "Which one do you mean?" : `Which ${voice.strong(`"${plain(data.name)}"`)} do you mean?`;
  const options = data.options.map((option) => {
    const owner = intent === "owner" && option.owner && option.owner !== option.ref;
    return `  ${plain(option.ref, 120)} – ${introduced(option)}${owner ? `, owned by ${nameOf(option.owner)}` : ""}`;
  });
  if (data.options.length === 1) {
    return [
      `Nothing is called ${voice.strong(`"${plain(data.name)}"`)}, but this comes near:`,
      ...options,
      "Ask again with that ref.",
    ];
  }
  return [asked, ...options, "Ask again with one of these refs."];
}

function notFoundLines({ data, intent, unknownName, sources }: NotFound, voice: Voice): string[] {
  const name = plain(unknownName ?? "");
  return [
    `${intent === "run_template" ? "No template" : "Nothing"} in the catalog is called ${voice.strong(`"${name}"`)}.`,
    ...(data.nearest.length > 0
      ? [
          fitted(
            "Nearest: ",
            data.nearest.map((each) => introduced(each)),
          ),
        ]
      : []),
    intent === "run_template"
      ? 'To see what can be made, ask "what can I create".'
      : "If it should be there, add a catalog-info.yaml that names it to its repository.",
    ...saySearched(sources, data.searched, voice),
  ];
}

function refusalLines({ data }: NotUnderstoodAnswer, voice: Voice): string[] {
  const wanted = plain(data.wanted ?? "", 40);
  const asked = intents.find(({ name }) => name === data.wanted) ?? intents[0];
  const able =
    data.suggestions.length > 0
      ? ["Ask me, for example:", ...data.suggestions.map((each) => `  "${plain(each, 100)}"`)]
      : ["Ask me, for example:", ...abilities().slice(0, FIRST_ABILITIES), 'For all I can tell, ask "help".'];
  switch (data.because) {
    case "order":
      return [`I only answer questions: I cannot ${voice.strong(wanted.toLowerCase())} anything.`, ...able];
    case "out-of-scope":
      return [`I cannot ${plain(data.what ?? "answer that")}.`, ...able];
    case "no-name":
      return [
        `I understood the question, but not what it is about. Add a name, for example "${exampleOf(asked)}".`,
        ...able,
      ];
    case "unknown-asker":
      return [
        "I do not know who you are in the catalog, so I cannot tell what is yours.",
        'Name the team: "what does team payments own". Or add your chat id to your User entity (slack.com/user-id).',
      ];
    case "too-long":
      return ["That is too long for me. Send only the question and the name it is about."];
    case "no-phrase":
      return ["I did not understand that.", ...able];
    default:
      return data.because satisfies never;
  }
}
