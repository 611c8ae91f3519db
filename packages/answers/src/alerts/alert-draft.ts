import type { Alert, AlertFormat, AlertName, ReadLabel } from "./alert.ts";
import { isWatcher, labelRole } from "./label-roles.ts";
import { readLabels } from "./read-labels.ts";
import { labelsOfUrl } from "./url-labels.ts";
import { isPodName } from "./workload-names.ts";

/** An alert while its lines are read. */
export interface AlertDraft {
  readonly labels: Map<string, string>;
  readonly names: (AlertName & { readonly trust: number })[];
  readonly urls: string[];
  readonly prose: string[];
  readonly words: Set<string>;
  /** The labels that came so far, with their values. */
  readonly written: Map<string, string>;
  format: AlertFormat | null;
  title: string;
  started: boolean;
  resolved: boolean;
}

/** An alert of which nothing is known yet. */
export function alertDraft(format: AlertFormat | null, resolved = false): AlertDraft {
  const [labels, written] = [new Map<string, string>(), new Map<string, string>()];
  return {
    labels,
    names: [],
    urls: [],
    prose: [],
    words: new Set(),
    written,
    format,
    title: "",
    started: false,
    resolved,
  };
}

/** Adds a label: of one that was written twice the first value stays, names are collected. */
export function addLabel(draft: AlertDraft, { label, value: written }: ReadLabel): void {
  // An id of Azure ends with the name of the resource.
  const path = written.startsWith("/subscriptions/") ? (written.split("/").at(-1) ?? written) : written;
  const value = label === "repository_slug" ? slugOf(path) : path;
  draft.written.set(label, value);
  if (!draft.labels.has(label)) draft.labels.set(label, value);
  const found = labelRole(label);
  if (found && value.length <= MAX_NAME && !VERSION.test(value)) {
    const role = found.role === "workload" && isWatcher(value) ? "watcher" : found.role;
    const trust = role === found.role ? found.trust : WATCHER_TRUST;
    if (!draft.names.some((name) => name.value === value && name.role === role)) {
      draft.names.push({ label, value, role, trust });
    }
    // "HL7 Gateway (PHL7GW8)": a service of PagerDuty with its id.
    const id = role === "workload" ? /\((P[A-Z0-9]{5,13})\)/.exec(value)?.[1] : undefined;
    if (id !== undefined) addLabel(draft, { label: "pagerduty_service_id", value: id });
  }
  if (label === "tags" || label === "tag") addTags(draft, value);
  if (label === "kind" || label === "name") {
    for (const object of objectOf(draft.labels)) addLabel(draft, object);
  }
  if (label === "sentry_short_id") addLabel(draft, { label: "sentry_project", value: value.toLowerCase() });
}

/** "https://github.com/shop/cart.git" is the repository "shop/cart". */
function slugOf(written: string): string {
  const [, slug] = /^(?:https?:\/\/|git@)[\w.-]{1,200}[/:](\S{1,200}?)(?:\.git)?\/?$/.exec(written) ?? [];
  return slug ?? written;
}

const MAX_NAME = 200;
/** "release: 8.4.1" says which build it is. */
const VERSION = /^v?\d{1,6}(?:\.\d{1,6}){1,3}(?:[-+][\w.+-]{1,60})?$/;
const WATCHER_TRUST = 1_000;
const TAG_TRUST = 900;
const MAX_TAGS = 20;

/** "tags: cart, prod": each may be a name, or say anything else. */
function addTags({ names }: AlertDraft, value: string): void {
  for (const tag of value.split(/[,\s]{1,4}/, MAX_TAGS)) {
    if (/^[\w.-]{2,100}$/.test(tag)) names.push({ label: "tag", value: tag, role: "tag", trust: TAG_TRUST });
  }
}

/** "Kind: Pod" and "Name: shop/cart-7d9": the name of an object of Kubernetes; a name of a pod needs no kind. */
function objectOf(labels: ReadonlyMap<string, string>): ReadLabel[] {
  const [kind, written] = [labels.get("kind"), labels.get("name")];
  const name = written?.split("/").at(-1) ?? "";
  if (kind !== undefined && name !== "") return readLabels(`${kind}/${name}`);
  return isPodName(name) ? [{ label: "pod", value: name }] : [];
}

/** Adds an address, and what it says about the subject. */
export function addUrl(draft: AlertDraft, url: string): void {
  if (draft.urls.includes(url) || draft.urls.length >= MAX_URLS) return;
  draft.urls.push(url);
  for (const label of labelsOfUrl(url)) addLabel(draft, label);
}

const MAX_URLS = 20;

/** The alert that has been read. */
export function finishedAlert(draft: AlertDraft): Alert {
  const { labels, names, urls, prose, format } = draft;
  if (format?.name === "uptime") for (const url of urls) addLabel(draft, { label: "url", value: url });
  const states = STATES.flatMap((label) => labels.get(label)?.toLowerCase() ?? []);
  const said = TITLES.flatMap((label) => labels.get(label) ?? []);
  return {
    format: format?.name ?? "labels",
    resolved: draft.resolved || states.some((state) => OVER.has(state)),
    labels,
    names: [...names]
      .sort((left, right) => left.trust - right.trust)
      .map(({ label, value, role }) => ({ label, value, role })),
    mentioned: [...draft.words].flatMap((word) => mentionedBy(word, format)),
    urls,
    title: draft.title === "" ? (said[0] ?? "") : draft.title,
    prose: [...prose, ...said, ...(labels.has("description") ? [labels.get("description") ?? ""] : [])].slice(
      0,
      MAX_PROSE,
    ),
  };
}

/** Keeps the words of a line that may be ids. */
export function addWords({ words }: AlertDraft, text: string): void {
  for (const [word] of text.replace(ADDRESS, " ").matchAll(WORD)) {
    if (words.size >= MAX_WORDS) return;
    words.add(word.replace(/[.:]{1,3}$/, ""));
  }
}

const MAX_WORDS = 100;
const ADDRESS = /https?:\/\/\S{1,1500}/g;
const WORD = /(?<![\w./-])[A-Za-z\d][\w.:/-]{2,100}/g;

/** What a word is if it is known: the id of a project, or "freezer-0" a pod of a stateful set. */
function mentionedBy(word: string, format: AlertFormat | null): AlertName[] {
  if (format?.name === "kubernetes") {
    return /[a-z]-\d{1,3}$/.test(word) ? [{ label: "pod", value: word, role: "workload" }] : [];
  }
  if (format?.ids === undefined) return [];
  if (!/[-_.:\d]/.test(word)) return [];
  const role = { annotation: format.ids };
  const project = format.name === "sentry" ? /^([A-Z][A-Z\d_-]{1,60})-[\dA-Z]{1,8}$/.exec(word)?.[1] : undefined;
  return [word, ...(project === undefined ? [] : [project.toLowerCase()])].map((value) => ({
    label: "text",
    value,
    role,
  }));
}

const MAX_PROSE = 30;
const TITLES = ["alertname", "alarm_name", "alarmname", "title", "subject", "summary", "alert"];
const STATES = [
  "status",
  "state",
  "current_state",
  "newstatevalue",
  "new_state_value",
  "alert_transition",
  "state_value",
  "quality_gate_status",
];
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

/** Without headers that only count alerts: what they say of labels holds for all. */
export function withoutHeaders(alerts: readonly Alert[]): readonly Alert[] {
  const telling = alerts.filter(({ names }) => names.some(({ role }) => role !== "watcher"));
  if (telling.length === 0 || telling.length === alerts.length) return alerts;
  const [header] = alerts;
  const isHeader = header !== undefined && !telling.includes(header) && header.format === alerts[1]?.format;
  // A prose alert among alerts with labels is one of its own only where it has a name in its title.
  const rest = alerts.filter(
    (alert, index) => telling.includes(alert) || (!(isHeader && index === 0) && alert.title !== ""),
  );
  return rest.map((alert) => {
    if (!isHeader) return alert;
    return { ...alert, labels: new Map([...header.labels, ...alert.labels]), title: alert.title || header.title };
  });
}
