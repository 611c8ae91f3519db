import { type EntityRef, entityRefParts } from "@callboard/core";
import type { IntentGrammar } from "../understand/intent-grammar.ts";
import type { Message } from "../understand/message.ts";
import { isEnvironment, type Modifiers, readModifiers } from "../understand/modifiers.ts";
import { readQuestion } from "../understand/read-question.ts";
import type { Surface, Understanding } from "../understand/understanding.ts";
import type { Alert } from "./alert.ts";
import type { AlertSubject } from "./alert-subject.ts";
import { eachListed } from "./each-listed.ts";
import { formats } from "./formats.ts";
import { ENVIRONMENT_LABELS } from "./label-roles.ts";
import { LONGEST_PROSE, namedInProse } from "./named-in-prose.ts";
import { type MessageOf, questionBeside } from "./question-beside.ts";
import { readAlerts } from "./read-alerts.ts";
import { resolveAlert } from "./resolve-alert.ts";

/** A word that only a person writes beside an alert. */
const ASKING =
  /\?|\b(?:who(?:m|se|s)?|what|which|where|how|why|own(?:s|er)|runbook|playbook|dashboard|docs|repo|channel|page|need|pls|plz|please|any(?:one|body)|blast|impact)\b/i;

/** The intents that an alert without a question stands for. */
const ALONE = "blast_radius";
const TOGETHER = "common_causes";
const CAUSES = "exposure";
/** An alert that is over breaks nothing any more. */
const OVER = "describe";

/**
 * What a message that holds alerts asks: the question beside them; without one the blast radius of the one, the common
 * causes of several. Undefined when it holds none, or none that names anything: then it is a message like any other.
 */
export function understandAlerts(text: string, surface: Surface, messageOf: MessageOf): Understanding | undefined {
  const reading = readAlerts(text);
  if (!reading) return undefined;
  if (surface === "thread" && reading.isSure && !reading.beside.some(({ text: said }) => said.includes("?"))) {
    return { type: "silence", because: "An alert among people." };
  }
  const [first, ...others] = reading.alerts;
  if (
    first &&
    others.length === 0 &&
    first.names.length === 0 &&
    first.urls.length === 0 &&
    text.length < LONGEST_PROSE &&
    !text.trim().includes("\n") &&
    ASKING.test(text)
  ) {
    // "[FIRING] cart is slow, whose is it": a question in words of its own is read whole.
    const whole = readQuestion(messageOf(withoutSource(text)));
    if (whole.type === "question" && whole.entities.length > 0) return whole;
  }
  const firing = reading.alerts.filter(({ resolved }) => !resolved);
  const alerts = (firing.length > 0 ? firing : reading.alerts).flatMap(eachListed);
  const message = messageOf("");
  const subjects = alerts.map((alert) => subjectOf(alert, message, messageOf));
  const known = [...new Set(subjects.flatMap((subject) => (subject.type === "found" ? [subject.ref] : [])))];
  const beside = questionBeside(reading.beside, known[0], ALONE, messageOf);
  if (beside?.type === "apart") return beside.understanding;
  if (!reading.isSure && known.length === 0) return undefined;
  const whole = reading.isSure ? undefined : readQuestion(messageOf(text));
  if (whole && !isNoQuestion(whole)) return undefined;
  const intent =
    togetherFor(beside?.intent ?? askedOfOne(whole, message), known) ??
    (known.length > 1 ? TOGETHER : firing.length > 0 ? ALONE : OVER);
  const asked = beside?.question;
  if (asked && !isAboutThread(asked, known)) return asked;
  if (known.length === 0) return withoutSubject(subjects, intent);
  const leftOut = subjects.flatMap((subject) =>
    subject.type === "unknown" || subject.type === "several" ? [subject.text] : [],
  );
  const said = modifiersOf(alerts, message, messageOf);
  const entities = asked && known.length === 1 ? asked.entities : known;
  const grammar = message.grammar.intent(intent);
  if (grammar && grammar.takes !== "many" && entities.length > 1) return whichOf(grammar, entities, message);
  return {
    type: "question",
    intent,
    entities,
    modifiers: asked ? asked.modifiers : said,
    renamed: [],
    ...(leftOut.length > 0 && { leftOut: [...new Set(leftOut)] }),
  };
}

/** "runbook for the argo app cart-prod": what is asked of a name that only the system knows which tells it. */
function askedOfOne(whole: Understanding | undefined, { grammar }: Message): string | undefined {
  if (whole?.type !== "no-such-name" || whole.intent === grammar.bareName) return undefined;
  return grammar.intent(whole.intent)?.takes === "many" ? whole.intent : undefined;
}

/** True where nothing is understood of a text as a question in words of its own. */
function isNoQuestion(whole: Understanding): boolean {
  return (
    whole.type === "no-such-name" ||
    (whole.type === "not-understood" && (whole.because === "no-phrase" || whole.because === "no-name"))
  );
}

/** "what could have caused both?", "what is behind these two?": of several, that is what may have caused all. */
function togetherFor(intent: string | undefined, known: readonly EntityRef[]): string | undefined {
  return (intent === CAUSES || intent === OVER) && known.length > 1 ? TOGETHER : intent;
}

/** Without the system that says it: "PagerDuty" is a question for who is on call elsewhere. */
function withoutSource(text: string): string {
  const [said = "", source = ""] = /^\W{0,4}(\w{1,40})\b\W{0,4}/.exec(text) ?? [];
  return formats.some(({ name }) => name === source.toLowerCase()) ? text.slice(said.length) : text;
}

/** True for a question about what the alert is about, and not about a name of its own. */
function isAboutThread(
  { entities }: Extract<Understanding, { type: "question" }>,
  [first]: readonly EntityRef[],
): boolean {
  return first === undefined
    ? false
    : entities.includes(first) || entities.every((ref) => entityRefParts(ref).kind === "group");
}

function subjectOf(alert: Alert, message: Message, messageOf: MessageOf): AlertSubject {
  const subject = resolveAlert(alert, message.reader.view);
  message.notes.names.push({
    text: "text" in subject ? subject.text : alert.title.slice(0, 80),
    reading: subject.type === "unnamed" ? "no-name" : subject.type,
    candidates:
      subject.type === "found"
        ? [{ ref: subject.ref, score: 1 }]
        : "candidates" in subject
          ? subject.candidates.map(({ ref, score }) => ({ ref, score }))
          : [],
    because: subject.type === "found" ? subject.because : `Read as an alert of ${alert.format}.`,
  });
  return subject.type === "unnamed" ? namedInProse(alert, messageOf) : subject;
}

function withoutSubject(subjects: readonly AlertSubject[], intent: string): Understanding | undefined {
  const several = subjects.find((subject) => subject.type === "several");
  if (several) return { type: "which-one", intent, text: several.text, candidates: several.candidates };
  const unknown = subjects.find((subject) => subject.type === "unknown");
  if (!unknown) return undefined;
  const { text, candidates } = unknown;
  return { type: "no-such-name", intent, text, candidates, incompleteSources: [] };
}

function whichOf({ name }: IntentGrammar, refs: readonly EntityRef[], { reader: { view } }: Message): Understanding {
  const candidates = refs.slice(0, 5).map((ref) => {
    const title = view.entity(ref)?.metadata.title ?? null;
    return { ref, title, match: "name" as const, score: 1, reason: "An alert is about it." };
  });
  return { type: "which-one", intent: name, text: "", candidates };
}

/** How and where things fail, as the titles and labels of alerts say. */
function modifiersOf(alerts: readonly Alert[], message: Message, messageOf: MessageOf): Modifiers {
  const blank = readModifiers(message.items, null);
  const modes = alerts.map(({ title }) => readModifiers(messageOf(inWords(title)).items, null).mode);
  const [mode = null] = new Set(modes).size === 1 ? modes : [];
  const said = alerts.map(({ labels, names, title }) => {
    const tags = names.flatMap(({ role, value }) =>
      role === "tag" && isEnvironment(value.toLowerCase()) ? [value] : [],
    );
    const [first = null] = [
      ...ENVIRONMENT_LABELS.flatMap((label) => labels.get(label) ?? []),
      ...tags,
      ...environmentsIn(title),
    ];
    return first?.toLowerCase() ?? null;
  });
  const [environment = null] = new Set(said).size === 1 ? said : [];
  const isKnown = environment !== null && isEnvironment(environment);
  return { ...blank, mode: mode === "bad-deploy" ? null : mode, environment: isKnown ? environment : null };
}

/** "LockDown (prod)": what a title says in brackets, where no namespace is likely called so. */
function environmentsIn(title: string): string[] {
  const bracketed = [...title.slice(0, LONGEST_TITLE).matchAll(/[([]([^()[\]]{1,100})[)\]]/g)];
  return bracketed
    .flatMap(([, within = ""]) => within.toLowerCase().split(/[\s,/]/))
    .filter((word) => isEnvironment(word) && !NAMESPACES.has(word));
}

const NAMESPACES: ReadonlySet<string> = new Set(["live", "test", "testing", "sandbox", "canary"]);
const LONGEST_TITLE = 400;

/** "HighLatency" in words. What is called degraded is as good as down where it stands for a health check. */
function inWords(title: string): string {
  return title
    .slice(0, LONGEST_TITLE)
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .replace(/degraded/gi, "");
}
