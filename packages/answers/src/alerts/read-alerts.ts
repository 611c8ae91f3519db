import type { Alert, ReadLabel } from "./alert.ts";
import {
  type AlertDraft,
  addLabel,
  addUrl,
  addWords,
  alertDraft,
  finishedAlert,
  withoutHeaders,
} from "./alert-draft.ts";
import { type AlertLine, alertLines } from "./alert-text.ts";
import { type Beside, besideOf, isStructural } from "./beside.ts";
import { formats } from "./formats.ts";
import { labelRole } from "./label-roles.ts";
import { jsonAlerts, readJson } from "./read-json.ts";
import { type ReadLine, readLines, renamed } from "./read-lines.ts";

/** The alerts in a message, and what somebody wrote beside them. */
export interface AlertReading {
  readonly alerts: readonly Alert[];
  /** False where a monitoring system is only named: then it is an alert if it names an id of that. */
  readonly isSure: boolean;
  /** What stands outside the alerts, in the order of the text. */
  readonly beside: readonly Beside[];
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
    const format = formats.find(({ webhook }) => webhook?.some((each) => labels.some(({ label }) => label === each)));
    const draft = alertDraft(format ?? null);
    for (const each of labels) {
      addLabel(draft, renamed(each, format ?? null));
      if (/^https?:\/\//.test(each.value)) addUrl(draft, each.value);
    }
    const isAlert = format !== undefined || (draft.names.length > 0 && labels.some(isMark));
    return isAlert ? [finishedAlert(draft)] : [];
  });
  if (!json || alerts.length === 0) return undefined;
  const around = alertLines(json.around).flatMap(({ text: line }) => (line === "" ? [] : [{ text: line, asks: true }]));
  return { alerts: withoutHeaders(alerts.slice(0, MAX_ALERTS)), isSure: true, beside: around };
}

/** True for a label that only an alert has. */
function isMark({ label, value }: ReadLabel): boolean {
  if (label === "status" || label === "state") return TROUBLE.test(value);
  return MARKS.has(label) || (SERVICE_ID.test(value) && labelRole(label)?.role === "workload");
}

const MARKS: ReadonlySet<string> = new Set(
  "alertname alert alert_name alarm_name alarmname severity incident monitor quality_gate".split(" "),
);
/** The id of a service of PagerDuty. */
const SERVICE_ID = /^P(?=[A-Z]{0,12}\d)[A-Z\d]{6,13}$/;
const TROUBLE = /^(?:triggered|acknowledged|firing|alerting|alarm|critical|problem|resolved|recovered)$/i;

function readTextAlerts(read: readonly AlertLine[]): AlertReading | undefined {
  const { lines, isSure } = readLines(read);
  const format = lines[0]?.format;
  const isList =
    lines.some(({ labels }) => labels.some(isMark)) &&
    lines.some(({ labels }) => labels.some(({ label }) => labelRole(label)));
  if (!format && !isList) return undefined;
  return {
    alerts: withoutHeaders(draftsOf(lines).map(finishedAlert)),
    isSure: isSure || isList,
    beside: besideOf(lines),
  };
}

function draftsOf(lines: readonly ReadLine[]): AlertDraft[] {
  const drafts: AlertDraft[] = [];
  let section: boolean | undefined;
  let header = false;
  let current = alertDraft(lines[0]?.format ?? null);
  const next = () => {
    if (current.started || current.names.length > 0 || current.labels.size > 0) drafts.push(current);
    current = alertDraft(current.format, section ?? header);
  };
  for (const line of lines) {
    const { text, format, labels, start, urls } = line;
    const heading = SECTION.exec(text)?.[1]?.toLowerCase();
    if (start) header = line.isResolved || (header && current.names.length === 0);
    if (heading !== undefined) {
      section = heading === "resolved";
      if (current.names.length > 0) next();
      current.resolved = section;
    } else if (begins(line, current)) {
      next();
    }
    if (start && !current.started) {
      current.started = true;
      current.title = text.slice(start.to).trim();
    }
    if (format) current.format = format;
    if (line.isResolved && heading === undefined) current.resolved = true;
    for (const each of labels) addLabel(current, each);
    for (const url of urls) addUrl(current, url);
    addWords(current, text);
    if (!isStructural(line) && text !== "") current.prose.push(text);
    if (drafts.length >= MAX_ALERTS) break;
  }
  if (drafts.length === 0) return [current];
  next();
  return drafts;
}

/** The heading over alerts that are, or are no longer, firing. */
const SECTION = /^(?:alerts? )?(firing|resolved):?$/i;

/** True where a line begins another alert than the one that is being read. */
function begins({ start, format, labels, urls }: ReadLine, draft: AlertDraft): boolean {
  const isNamed = draft.names.length > 0 || draft.urls.length > 0;
  if (start && draft.started && !(format?.repeats && format === draft.format)) {
    return isNamed || format === draft.format;
  }
  const brings = urls.length > 0 || labels.some(({ label }) => labelRole(label));
  if (start && !draft.started && isNamed && brings) return beginsAnother(labels, draft) || format !== draft.format;
  return beginsAnother(labels, draft);
}

/** True where a label comes that the alert has already, with another value, or that each alert has once. */
function beginsAnother(labels: readonly ReadLabel[], { written, labels: before, names }: AlertDraft): boolean {
  return labels.some(({ label, value }) => {
    if (!written.has(label)) return false;
    if (MARKS.has(label) && label !== "severity") return names.length > 0;
    const role = labelRole(label);
    return role !== undefined && role.role !== "address" && before.get(label) !== value;
  });
}
