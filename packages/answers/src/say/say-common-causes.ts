import { isRestricted } from "@callboard/core";
import type { CommonCausesData } from "../intents/common-causes.ts";
import { firstHops } from "./first-hops.ts";
import { plain } from "./plain.ts";
import { ago } from "./relative-time.ts";
import { count, fitted, introduced, nameOf, type Voice } from "./voice.ts";

type Cause = CommonCausesData["causes"][number];

const LISTED = 4;
const PATHS = 5;

/** What may be behind several symptoms: the likeliest with the way to each symptom, the others in a line each. */
export function sayCommonCauses({ symptoms, result, causes }: CommonCausesData, voice: Voice): string[] {
  const names = symptoms.map((each) => nameOf(each.ref));
  const [likeliest, ...others] = causes;
  if (!likeliest) {
    return [
      `${fitted("", names, " and ")} have ${voice.warning("no common cause")} in the catalog: nothing that one needs is needed by another.`,
      ...unreadLine(result.incompleteSources, voice),
      fitted("Ask next: ", nextQuestions(names), " · ", 0),
    ];
  }
  const explained = likeliest.explains.length + Number(likeliest.isSymptom);
  const all = symptoms.length;
  const whole = explained === all ? (all > 1 ? (all === 2 ? "both" : `all ${all}`) : "it") : `${explained} of ${all}`;
  return [
    `${introduced(likeliest.entity, voice.strong)} would explain ${whole}${explained < all ? " symptoms" : ""}: ${fitted("", names)}.`,
    ...(likeliest.explains.length > PATHS ? [`How: (+${likeliest.explains.length - PATHS} more)`] : []),
    ...likeliest.explains
      .slice(0, PATHS)
      .map(({ ref, effect, because, path }) =>
        firstHops(`  ${nameOf(ref)} ${VERBS[effect]}: it ${plain(because, 400)}`, path.length),
      ),
    ...(likeliest.isSymptom ? [`  ${nameOf(likeliest.ref)} is itself one of them.`] : []),
    othersLine(likeliest, all),
    ...changeLine(likeliest, voice),
    ...(others.length > 0
      ? [
          `Less likely:${others.length > LISTED ? ` (+${others.length - LISTED} more)` : ""}`,
          ...others.slice(0, LISTED).map((cause) => causeLine(cause, all)),
        ]
      : []),
    ...unexplainedLine(result.unexplained.map(nameOf), voice),
    ...(result.truncated?.reason === "budget" ? [voice.warning("The search was cut short: there may be more.")] : []),
    ...unreadLine(result.incompleteSources, voice),
    fitted("Ask next: ", isRestricted(likeliest.ref) ? nextQuestions(names) : questionsAbout(likeliest), " · ", 0),
  ];
}

function questionsAbout({ ref }: Cause): readonly string[] {
  return [`"blast radius of ${nameOf(ref)}"`, `"who owns ${nameOf(ref)}"`];
}

const VERBS = { breaks: "breaks", degrades: "degrades", delayed: "is delayed", "at-risk": "is at risk" } as const;

/** What else would show if it were the cause: the way to rule it out. */
function othersLine({ ref, others: { breaks, affected } }: Cause, symptoms: number): string {
  const those = symptoms > 1 ? "these" : "this";
  if (affected === 0) return `It would hit nothing but ${those}.`;
  const hit = `${count(affected, "other entity", "other entities")} too, ${breaks} of them hard`;
  return `If ${nameOf(ref)} failed it would hit ${hit}: if those work, it is not the cause.`;
}

function changeLine({ changedAt }: Cause, voice: Voice): string[] {
  return changedAt === null ? [] : [`It changed in the catalog ${ago(changedAt, voice.now)}.`];
}

function causeLine({ entity, explains, isSymptom, others, contradictedBy }: Cause, symptoms: number): string {
  const explained = explains.length + Number(isSymptom);
  const against = contradictedBy.length > 0 ? fitted(", but that would show in ", contradictedBy.map(nameOf)) : "";
  const itself = isSymptom ? ", one of them itself" : "";
  return `  ${introduced(entity)} explains ${explained} of ${symptoms}${itself}, and would hit ${others.affected} more${against}`;
}

function unexplainedLine(names: readonly string[], voice: Voice): string[] {
  return names.length > 0 ? [voice.warning(fitted("Nothing it needs explains: ", names))] : [];
}

function unreadLine(sources: readonly string[], voice: Voice): string[] {
  if (sources.length === 0) return [];
  return [
    voice.warning(
      fitted(
        "Not read completely, so a cause may be missing: ",
        sources.map((name) => plain(name)),
      ),
    ),
  ];
}

function nextQuestions(names: readonly string[]): string[] {
  return names.slice(0, 2).map((name) => `"what could take ${name} down"`);
}
