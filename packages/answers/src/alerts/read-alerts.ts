import type { Alert, AlertFormat, AlertName } from "./alert.ts";
import { type AlertLine, alertLines } from "./alert-text.ts";
import { formats } from "./formats.ts";
import { isKnownLabel, isWatcher, labelName, labelRole } from "./label-roles.ts";
import { jsonAlerts, readJson } from "./read-json.ts";
import { isLabelled, type ReadLabel, readLabels } from "./read-labels.ts";
import { labelsOfUrl } from "./url-labels.ts";

/** The alerts in a message, and what somebody wrote beside them. */
export interface AlertReading {
  readonly alerts: readonly Alert[];
  /** What stands outside the alerts, in the order of the text. */
  readonly beside: readonly Beside[];
}

/** A line or a clause beside alerts. */
export interface Beside {
  readonly text: string;
  /** True where it reads like a question, or stands where only a person writes: before the alert. */
  readonly asks: boolean;
}

/** What comes behind so many is not read: a storm of more is no question about each. */
const MAX_ALERTS = 20;

/** Reads a pasted alert, or several; undefined when a message does not look like one. Linear in the length of the text. */
export function readAlerts(text: string): AlertReading | undefined {
  return readJsonAlerts(text) ?? readTextAlerts(alertLines(text));
}

function readJsonAlerts(text: string): AlertReading | undefined {
  if (!text.includes("{")) return undefined;
  const json = readJson(text);
  const alerts = (json?.values ?? []).flatMap(jsonAlerts).flatMap((labels): Alert[] => {
    const draft = draftOf();
    const format = formats.find(({ webhook }) => webhook?.some((each) => labels.some(({ label }) => label === each)));
    for (const each of labels) addLabel(draft, renamed(each, format), urlsIn(each.value));
    const isAlert = format !== undefined || (draft.names.length > 0 && labels.some(({ label }) => MARKS.has(label)));
    return isAlert ? [finished(draft, format?.name ?? "labels")] : [];
  });
  if (!json || alerts.length === 0) return undefined;
  const around = alertLines(json.around).flatMap(({ text: line }) => (line === "" ? [] : [{ text: line, asks: true }]));
  return { alerts: merged(alerts.slice(0, MAX_ALERTS)), beside: around };
}

/** Labels that only an alert has. */
const MARKS: ReadonlySet<string> = new Set(
  "alertname alert alert_name alarm_name alarmname severity incident monitor quality_gate".split(" "),
);

interface Draft {
  readonly labels: Map<string, string>;
  readonly names: (AlertName & { readonly trust: number })[];
  readonly urls: string[];
  readonly prose: string[];
  readonly written: Set<string>;
  title: string;
  started: boolean;
  resolved: boolean;
}

function draftOf(resolved = false): Draft {
  return { labels: new Map(), names: [], urls: [], prose: [], written: new Set(), title: "", started: false, resolved };
}

interface Line extends AlertLine {
  readonly labels: readonly ReadLabel[];
  /** Where an alert begins in it; null when none does. */
  readonly start: { readonly from: number; readonly to: number } | null;
  readonly isHint: boolean;
  readonly isResolved: boolean;
}

function readTextAlerts(read: readonly AlertLine[]): AlertReading | undefined {
  const format = likeliest(read);
  const lines = labelled(read, format);
  const marks = new Set(
    lines.flatMap(({ labels }) => labels.flatMap(({ label }) => (MARKS.has(label) ? [label] : []))),
  );
  const isList = marks.size > 0 && lines.some(({ labels }) => labels.some(({ label }) => labelRole(label)));
  if (!format && !isList) return undefined;

  const drafts: Draft[] = [];
  let current = draftOf();
  let resolvedSection = false;
  const next = () => {
    if (current.started || current.names.length > 0 || current.labels.size > 0) drafts.push(current);
    current = draftOf(resolvedSection);
  };
  for (const line of lines) {
    if (line.isHint && /^(?:alerts? )?(?:firing|resolved):?$/i.test(line.text)) resolvedSection = line.isResolved;
    if (line.start) {
      if (current.started || current.names.length > 0) next();
      current.started = true;
      current.resolved = line.isResolved;
      resolvedSection = line.isResolved;
      current.title = line.text.slice(line.start.to).trim();
    } else if (beginsAnother(line.labels, current)) {
      next();
    }
    if (line.isResolved) current.resolved = true;
    for (const label of line.labels) addLabel(current, label, []);
    for (const url of line.urls) addUrl(current, url);
    if (!isStructural(line) && line.text !== "") current.prose.push(line.text);
    if (drafts.length >= MAX_ALERTS) break;
  }
  next();
  const alerts = drafts.map((draft) => finished(draft, format?.name ?? "labels"));
  return { alerts: merged(alerts), beside: besideOf(lines) };
}

/** The format that most lines speak for, where it is more than a word in passing. */
function likeliest(lines: readonly AlertLine[]): AlertFormat | undefined {
  let best: { readonly format: AlertFormat; readonly score: number } | undefined;
  for (const format of formats) {
    const starts = lines.some(({ text }) => format.starts.some((sign) => sign.test(text)));
    const hints = format.hints.filter((sign) =>
      lines.some(({ text, urls }) => sign.test(text) || urls.some((url) => sign.test(url))),
    );
    const hasLabels =
      hints.length > 0 && lines.some(({ text }) => readLabels(text).some(({ label }) => labelRole(label)));
    const score = (starts ? 3 : 0) + hints.length + (hasLabels ? 1 : 0);
    if ((starts || score >= 2) && score > (best?.score ?? 0)) best = { format, score };
  }
  return best?.format;
}

function labelled(read: readonly AlertLine[], format: AlertFormat | undefined): Line[] {
  let heading = "";
  return read.map(({ text, urls }): Line => {
    const labels = readLabels(text).map((each) => renamed(each, format));
    // "Service" on one line and its value on the next is how fields of an attachment read as text.
    if (heading !== "" && text !== "" && labels.length === 0)
      labels.push({ label: heading, value: text.slice(0, 200) });
    heading = headingIn(text);
    for (const [label, pattern] of format?.named ?? []) {
      const name = pattern.exec(text)?.[1];
      if (name !== undefined) labels.push({ label, value: name });
    }
    const sign = format && firstSign(format.starts, text);
    return {
      text,
      urls,
      labels,
      start: sign ?? null,
      isHint: format?.hints.some((each) => each.test(text)) ?? false,
      isResolved: format?.resolved.some((each) => each.test(text)) ?? false,
    };
  });
}

function renamed({ label, value }: ReadLabel, format: AlertFormat | undefined): ReadLabel {
  return { label: format?.labels?.get(label) ?? label, value };
}

function firstSign(signs: readonly RegExp[], text: string): Line["start"] {
  for (const sign of signs) {
    const match = sign.exec(text);
    if (match) return { from: match.index, to: match.index + match[0].length };
  }
  return null;
}

/** The label that a line is the heading of; empty when it is none. */
function headingIn(text: string): string {
  const words = text.replace(/:$/, "").trim();
  if (words.length > 40 || words.split(" ").length > 3) return "";
  const label = labelName(words);
  return labelRole(label) && !/[-\d]/.test(words) ? label : "";
}

/** "Kind: Pod" and "Name: shop/cart-7d9": the name of an object of Kubernetes. */
function kindAndName(labels: ReadonlyMap<string, string>): ReadLabel[] {
  const [kind, name] = [labels.get("kind"), labels.get("name")];
  if (kind === undefined || name === undefined) return [];
  return readLabels(`${kind}/${name.split("/").at(-1) ?? name}`);
}

/** True where a label comes that the alert has already, with another value, or that each alert has once. */
function beginsAnother(labels: readonly ReadLabel[], { written, labels: before, names }: Draft): boolean {
  return labels.some(({ label, value }) => {
    if (!written.has(label)) return false;
    if (MARKS.has(label) && label !== "severity") return names.length > 0;
    const role = labelRole(label);
    return role !== undefined && role.role !== "address" && before.get(label) !== value;
  });
}

function addLabel(draft: Draft, { label, value }: ReadLabel, urls: readonly string[]): void {
  draft.written.add(label);
  if (!draft.labels.has(label)) draft.labels.set(label, value);
  const found = labelRole(label);
  if (found && value.length <= MAX_NAME) {
    const role = found.role === "workload" && isWatcher(value) ? "watcher" : found.role;
    const trust = role === found.role ? found.trust : WATCHER_TRUST;
    if (!draft.names.some((name) => name.value === value && name.role === role)) {
      draft.names.push({ label, value, role, trust });
    }
  }
  if (label === "kind" || label === "name") {
    for (const object of kindAndName(draft.labels)) addLabel(draft, object, []);
  }
  if (label === "sentry_short_id") addLabel(draft, { label: "sentry_project", value: value.toLowerCase() }, []);
  for (const url of urls) addUrl(draft, url);
}

const MAX_NAME = 200;
const WATCHER_TRUST = 1_000;
const MAX_URLS = 20;

function addUrl(draft: Draft, url: string): void {
  if (draft.urls.includes(url) || draft.urls.length >= MAX_URLS) return;
  draft.urls.push(url);
  for (const label of labelsOfUrl(url)) addLabel(draft, label, []);
}

function urlsIn(value: string): string[] {
  return /^https?:\/\//.test(value) ? [value] : [];
}

const OVER: ReadonlySet<string> = new Set([
  "resolved",
  "ok",
  "recovered",
  "up",
  "closed",
  "healthy",
  "succeeded",
  "recovery",
]);
const STATES = [
  "status",
  "state",
  "newstatevalue",
  "new_state_value",
  "alert_transition",
  "state_value",
  "quality_gate_status",
];

function finished(draft: Draft, format: string): Alert {
  const { labels, names, urls, prose } = draft;
  if (format === "uptime") for (const url of urls) addLabel(draft, { label: "url", value: url }, []);
  const states = STATES.flatMap((label) => labels.get(label)?.toLowerCase() ?? []);
  const said = ["alertname", "alarm_name", "alarmname", "title", "subject", "summary", "alert"].flatMap(
    (label) => labels.get(label) ?? [],
  );
  return {
    format,
    resolved: draft.resolved || states.some((state) => OVER.has(state)),
    labels,
    names: [...names]
      .sort((left, right) => left.trust - right.trust)
      .map(({ label, value, role }) => ({ label, value, role })),
    urls,
    title: draft.title === "" ? (said[0] ?? "") : draft.title,
    prose: [...prose, ...said, ...(labels.has("description") ? [labels.get("description") ?? ""] : [])].slice(
      0,
      MAX_PROSE,
    ),
  };
}

const MAX_PROSE = 30;

/** Without headers that only count alerts: what they say of labels holds for all. */
function merged(alerts: readonly Alert[]): readonly Alert[] {
  const telling = alerts.filter(({ names }) => names.some(({ role }) => role !== "watcher"));
  if (telling.length === 0 || telling.length === alerts.length) return alerts;
  const [header] = alerts;
  const isHeader = header !== undefined && !telling.includes(header);
  // A prose alert among alerts with labels is one of its own only where it has a name in its title.
  const rest = alerts.filter(
    (alert, index) => telling.includes(alert) || (!(isHeader && index === 0) && alert.title !== ""),
  );
  return rest.map((alert) => {
    if (!isHeader) return alert;
    return { ...alert, labels: new Map([...header.labels, ...alert.labels]), title: alert.title || header.title };
  });
}

/** True for a line that belongs to the alert whatever its words say. */
function isStructural({ labels, start, text, urls }: Line): boolean {
  return start !== null || labels.some(({ label }) => isKnownLabel(label)) || (urls.length > 0 && !text.includes(" "));
}

/** What stands before the first line of an alert, behind the last, before its first word, and what asks in between. */
function besideOf(lines: readonly Line[]): Beside[] {
  const first = lines.findIndex(isStructural);
  const last = lines.findLastIndex(isStructural);
  return lines.flatMap((line, at): Beside[] => {
    const { text, start, urls } = line;
    if (start) {
      const head = text.slice(0, start.from);
      const heads = /\p{L}/u.test(head) && !isLabelled(head) ? [{ text: head, asks: true }] : [];
      return [...heads, ...clausesThatAsk(text.slice(start.to))];
    }
    if (isStructural(line) || text === "") return [];
    if (ASKS.test(text) && (at < first || at > last)) return [{ text, asks: true }];
    if (isLabelled(text)) return clausesThatAsk(text.slice(text.search(/[:=]/) + 1));
    if (at < first) return [{ text, asks: true }];
    // Behind an alert stand buttons and notes as well: only a question, a single word or an order counts there.
    return at > last && urls.length === 0 ? [{ text, asks: !text.trim().includes(" ") }] : clausesThatAsk(text);
  });
}

function clausesThatAsk(text: string): Beside[] {
  return text
    .split(/(?<=[?!;,])\s|\s(?:-|–|—)\s/)
    .filter((clause) => ASKS.test(clause) && !/https?:/.test(clause))
    .slice(-1)
    .map((clause) => ({ text: clause, asks: true }));
}

const ASKS = /^\s*(?:and )?(?:who|whose|what|which|where|why|how|is|are|does|do|can|should)(?:['’]?s)?\b|\?\s*$/i;
