import { type EntityRef, entityRefParts } from "@callboard/core";
import { type IntentGrammar, tierOfKind } from "../understand/intent-grammar.ts";
import type { Message } from "../understand/message.ts";
import { isEnvironment, type Modifiers, readModifiers } from "../understand/modifiers.ts";
import { readQuestion } from "../understand/read-question.ts";
import { looksLikeName, namesIn } from "../understand/read-slot.ts";
import type { Surface, Understanding } from "../understand/understanding.ts";
import type { Alert } from "./alert.ts";
import { ENVIRONMENT_LABELS, isWatcher } from "./label-roles.ts";
import { type AlertReading, readAlerts } from "./read-alerts.ts";
import { type AlertSubject, resolveAlert } from "./resolve-alert.ts";
import { workloadNames } from "./workload-names.ts";

/** Makes a message of a part of the text, as if it was said in a thread about an entity. */
export type MessageOf = (text: string, thread?: { readonly intent: string; readonly entity: string }) => Message;

/** The intents that an alert without a question stands for. */
const ALONE = "blast_radius";
const TOGETHER = "common_causes";
/** An alert that is over breaks nothing any more. */
const OVER = "describe";

/**
 * What a message that holds alerts asks: the question beside them; without one the blast radius of the one, the common
 * causes of several. Undefined when it holds none, or none that names anything: then it is a message like any other.
 */
export function understandAlerts(text: string, surface: Surface, messageOf: MessageOf): Understanding | undefined {
  const reading = readAlerts(text);
  if (!reading) return undefined;
  if (surface === "thread" && !reading.beside.some(({ text: said }) => said.includes("?"))) {
    return { type: "silence", because: "An alert among people." };
  }
  const [first, ...others] = reading.alerts;
  if (
    first &&
    others.length === 0 &&
    first.names.length === 0 &&
    first.urls.length === 0 &&
    text.length < LONGEST_PROSE &&
    !text.trim().includes("\n")
  ) {
    // "[FIRING] cart is slow, whose is it": a question in words of its own is read whole.
    const whole = readQuestion(messageOf(text));
    if (whole.type === "question" && whole.entities.length > 0) return whole;
  }
  const firing = reading.alerts.filter(({ resolved }) => !resolved);
  const alerts = firing.length > 0 ? firing : reading.alerts;
  const message = messageOf("");
  const subjects = alerts.map((alert) => subjectOf(alert, message, messageOf));
  const known = [...new Set(subjects.flatMap((subject) => (subject.type === "found" ? [subject.ref] : [])))];
  const asked = questionBeside(reading, known, messageOf);
  if (asked && (asked.type === "not-understood" || asked.type === "which-one")) return asked;
  const intent = asked?.intent ?? (known.length > 1 ? TOGETHER : firing.length > 0 ? ALONE : OVER);
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

type Question = Extract<Understanding, { type: "question" }>;

/** What somebody asks or orders beside alerts; what is only said ("just fired again") asks nothing. */
function questionBeside(
  { beside }: AlertReading,
  [first]: readonly EntityRef[],
  messageOf: MessageOf,
): Question | Extract<Understanding, { type: "not-understood" | "which-one" }> | undefined {
  for (const { text, asks } of beside.slice(0, MAX_BESIDE)) {
    const thread = first === undefined ? undefined : { intent: ALONE, entity: first };
    const message = messageOf(text.slice(0, LONGEST_QUESTION), thread);
    if (message.items.every(({ piece }) => piece.type === "stop")) continue;
    const understood = readQuestion(message);
    switch (understood.type) {
      case "question":
        if (asks && understood.entities.length > 0 && isAsked(message)) return understood;
        break;
      case "which-one":
        if (asks && isAsked(message)) return understood;
        break;
      case "not-understood":
        if (
          understood.because === "order" ||
          (understood.because === "out-of-scope" && understood.wanted !== REASON && text.includes("?"))
        )
          return understood;
        break;
      case "no-such-name":
      case "silence":
        break;
      default:
        understood satisfies never;
    }
  }
  return undefined;
}

/** "why are these firing?" is what an alert is asked without words, too. */
const REASON = "reason";
const MAX_BESIDE = 8;
const LONGEST_QUESTION = 400;

/** True where a phrase of a question stands in the text, and not only a name. */
function isAsked({ grammar, items }: Message): boolean {
  return grammar.questions(items).length > 0;
}

/** True for a question about what the alert is about, and not about a name of its own. */
function isAboutThread({ entities }: Question, [first]: readonly EntityRef[]): boolean {
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
  return subject.type === "unnamed" ? inProse(alert, messageOf) : subject;
}

/** The one thing that an alert without labels names in full, in its title or else in its text. */
function inProse({ title, prose }: Alert, messageOf: MessageOf): AlertSubject {
  for (const [text, isTitle] of [
    [title, true],
    [prose.join("\n"), false],
  ] as const) {
    const { items, reader } = messageOf(text.slice(0, LONGEST_PROSE));
    const names = namesIn(items, new Set(), PROSE_KINDS, reader);
    const found = names.flatMap((name) =>
      name.type === "found" &&
      RUNNING.has(entityRefParts(name.ref).kind) &&
      !isWatcher(name.text) &&
      (isTitle || looksLikeName(name.text))
        ? [{ ref: name.ref, text: name.text, isOutright: looksLikeName(name.text) }]
        : [],
    );
    const outright = found.filter(({ isOutright }) => isOutright);
    const [only, ...others] = likeliestKind(outright.length > 0 ? outright : found);
    if (only && others.length === 0) return { type: "found", ...only, because: "Its text names it." };
    if (only) {
      const { view } = reader;
      const candidates = [only, ...others].slice(0, 5).map(({ ref, text: name }) => {
        const entityTitle = view.entity(ref)?.metadata.title ?? null;
        return {
          ref,
          title: entityTitle,
          match: "name" as const,
          score: 1,
          reason: `Its text says ${JSON.stringify(name)}.`,
        };
      });
      return { type: "several", text: "", candidates };
    }
    if (isTitle) {
      const pods = items.flatMap(({ piece }) => (piece.type === "word" ? workloadNames(piece.text).slice(1) : []));
      const [ref, ...more] = [...new Set(pods.flatMap((name) => reader.names.exact(name, PROSE_KINDS)?.ref ?? []))];
      if (ref !== undefined && more.length === 0)
        return { type: "found", ref, text: pods[0] ?? "", because: "Its text names it." };
    }
  }
  const quoted =
    /["“']([^"”']{2,100})["”']/.exec(title)?.[1] ?? /(?<![\w-])[a-z][a-z\d]*(?:-[a-z\d]+)+(?![\w-])/i.exec(title)?.[0];
  return quoted === undefined ? { type: "unnamed" } : { type: "unknown", text: quoted, candidates: [] };
}

/** "cart (shop)": of a service and the system that it is in, the service. */
function likeliestKind<Name extends { readonly ref: EntityRef }>(names: readonly Name[]): readonly Name[] {
  const tier = ({ ref }: Name) => tierOfKind(entityRefParts(ref).kind, PROSE_KINDS);
  const best = Math.min(...names.map(tier));
  return names.filter((name) => tier(name) === best);
}

const LONGEST_PROSE = 2_000;
const PROSE_KINDS = [["component"], ["resource"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
const RUNNING: ReadonlySet<string> = new Set(["component", "resource", "api", "system"]);

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
  const said = alerts.map(
    ({ labels }) => ENVIRONMENT_LABELS.flatMap((label) => labels.get(label)?.toLowerCase() ?? [])[0] ?? null,
  );
  const [environment = null] = new Set(said).size === 1 ? said : [];
  const isKnown = environment !== null && isEnvironment(environment);
  return { ...blank, mode: mode === "bad-deploy" ? null : mode, environment: isKnown ? environment : null };
}

/** "HighLatency" in words. What is called degraded is as good as down where it stands for a health check. */
function inWords(title: string): string {
  return title
    .slice(0, LONGEST_QUESTION)
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .replace(/degraded/gi, "");
}
