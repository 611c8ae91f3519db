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
    const isAlert =
      format !== undefined || (draft.names.length > 0 && labels.some((each) => isMark(each) || isJsonMark(each)));
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

/** True for a label that an alert has in JSON; in a text its name is a word like any other. */
function isJsonMark({ label, value }: ReadLabel): boolean {
  return JSON_MARKS.has(label) || (JSON_STATES.has(label) && JSON_TROUBLE.test(value));
}

const JSON_MARKS: ReadonlySet<string> = new Set(
  "incident_id incident_url issue_id issue_url condition_name policy_name policy_names alert_id alert_name rule_name alert_rule priority urgency trigger_name problem_id check_name monitor_name monitoring_tool message_type search_name triggered_at started_at fired_at fired_date_time".split(
    " ",
  ),
);
const JSON_STATES: ReadonlySet<string> = new Set(["current_state", "new_state", "health", "level", "state", "status"]);
const JSON_TROUBLE =
  /^(?:active|open|opened|activated|fired|down|failed|failing|error|warning|red|unhealthy|degraded)$/i;

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
  let isApart = false;
  let current = alertDraft(lines[0]?.format ?? null);
  const next = () => {
    if (current.started || current.names.length > 0 || current.labels.size > 0) drafts.push(current);
    current = alertDraft(current.format, section ?? header);
  };
  for (const line of lines) {
    const { text, format, labels, start, urls, isItem } = line;
    const heading = SECTION.exec(text)?.[1]?.toLowerCase();
    if (start) header = line.isResolved || (header && current.names.length === 0);
    if (heading !== undefined) {
      section = heading === "resolved";
      if (current.names.length > 0) next();
      current.resolved = section;
    } else if (RULE.test(text)) {
      next();
    } else if (
      begins(line, current) ||
      (start && (isApart || isItem) && format !== current.format && NAMED.test(current.title))
    ) {
      next();
    }
    isApart = text === "";
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

/** A title that likely holds a name: an alert of its own, and not what another system says before one. */
const NAMED = /(?<![\w./-])[a-z][a-z\d]*-[a-z\d][a-z\d-]*(?![\w./])/;

/** A ruled line between alerts. */
const RULE = /^(?:-{3,80}|={3,80}|_{3,80}|—{2,80}|─{2,80}|\*{3,80})$/;

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
