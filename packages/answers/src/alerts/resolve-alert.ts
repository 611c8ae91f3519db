import type { CatalogView, EntityRef } from "@callboard/core";
import type { Alert, AlertName, NameRole } from "./alert.ts";
import { type AlertSubject, subjectAmong, unknownSubject } from "./alert-subject.ts";
import { annotationIndex } from "./annotation-index.ts";
import { isWatcher, NAMESPACE_LABELS } from "./label-roles.ts";
import { decide, refsOfName } from "./refs-of-name.ts";
import { subjectAt, subjectMentioned, subjectOfTags } from "./unlabelled-subject.ts";
import { workloadNames } from "./workload-names.ts";

/**
 * Finds the entity of an alert: by ids and names in its labels, then by the address that is watched, the links it holds, ids
 * in its text and its tags. Only annotations, refs, names, titles and aliases in full count, never a part of a name; a
 * label that names something unknown is not outdone by what the alert holds besides.
 */
export function resolveAlert(alert: Alert, view: CatalogView): AlertSubject {
  const said = alert.names.filter(({ role }) => typeof role === "object" || NAMING.has(role)).slice(0, MAX_NAMES);
  const labelledWith = NAMESPACE_LABELS.flatMap((label) => alert.labels.get(label)?.toLowerCase() ?? []);
  // "[FIRING:1] Down (cart eu page)": without such a label, the title has the values of all.
  const namespaces = labelledWith.length > 0 ? labelledWith : (alert.title.toLowerCase().match(WORD) ?? []);
  const labelled = subjectOfLabels(said, alert, namespaces, view);
  if (labelled?.type === "found") return labelled;
  const open = labelled?.type === "several" ? labelled.candidates.map(({ ref }) => ref) : undefined;
  const first = said.find(({ label }) => !TITLES.has(label));
  if (first && !open) return unknownSubject(quotable(first), view);
  const byAddress = subjectAt(alert, view, open);
  if (byAddress ?? labelled) return byAddress ?? labelled ?? { type: "unnamed" };
  const [title] = said.filter(({ label }) => label !== DASHBOARD);
  if (title) return unknownSubject(hostOfCheck(title, alert) ?? quotable(title), view);
  return (
    subjectMentioned(alert, namespaces, view) ??
    subjectOfTags(alert, namespaces, view) ??
    subjectOfWatcher(alert, namespaces, view)
  );
}

/** Each is looked up, at the cost of a search where it is unknown. */
const MAX_NAMES = 6;
/** What the alert is about, whether it is known or not. */
const NAMING: ReadonlySet<NameRole> = new Set<NameRole>(["workload", "resource"]);
const WORD = /[a-z\d][\w-]{0,62}/g;
const DASHBOARD = "dashboard_uid";
/** Labels that say what a check is called rather than what it checks; an address beside them tells more. */
const TITLES: ReadonlySet<string> = new Set([
  ...[
    DASHBOARD,
    "project",
    "project_slug",
    "project_name",
    "monitor_name",
    "check",
    "check_name",
    "site",
    "check_id",
    "entity_id",
  ],
]);

/** The subject of an alert that names a pod only in its text. */
export function workloadSubject(pod: string, labels: Alert["labels"], view: CatalogView): AlertSubject {
  const name = { label: "pod", value: pod, role: "workload" } as const;
  return resolveAlert(
    { format: "kubernetes", resolved: false, labels, names: [name], mentioned: [], urls: [], title: "", prose: [] },
    view,
  );
}

/** By the most trusted label that names something; of several that share a name those that further labels name, too. */
function subjectOfLabels(
  said: readonly AlertName[],
  alert: Alert,
  namespaces: readonly string[],
  view: CatalogView,
): AlertSubject | undefined {
  const selected = decide(selectedBy(alert, view), namespaces, "workload", view);
  let open: { readonly text: string; readonly refs: readonly EntityRef[] } | undefined;
  for (const name of said) {
    if (typeof name.role !== "object" && selected.length === 1 && !open)
      return subjectAmong(selected, name.value, "Its label selector fits.", view);
    const refs = refsOfName(name, namespaces, view);
    const shared: readonly EntityRef[] = open ? refs.filter((ref) => open?.refs.includes(ref)) : refs;
    if (shared.length === 1) return subjectAmong(shared, name.value, `The label ${name.label} names it.`, view);
    if (shared.length > 1) open = { text: name.value, refs: shared };
  }
  return open && subjectAmong(open.refs, open.text, "", view);
}

/** Entities all of whose selector the labels of the alert fulfil; of several the most exact ones. */
function selectedBy({ labels }: Alert, view: CatalogView): readonly EntityRef[] {
  const fitting = annotationIndex(view).selectors.filter((selector) =>
    selector.labels.every(([label, value]) => labels.get(label) === value),
  );
  const most = Math.max(0, ...fitting.map((selector) => selector.labels.length));
  return fitting.filter((selector) => selector.labels.length === most).map(({ ref }) => ref);
}

/** By what merely watches, which is the subject where it stands alone; else by the host that is watched, which is unknown. */
function subjectOfWatcher({ names }: Alert, namespaces: readonly string[], view: CatalogView): AlertSubject {
  const watchers = names.filter(({ role, value }) => role === "watcher" && /[a-z]/i.test(value));
  for (const name of watchers) {
    const [only, ...others] = refsOfName({ ...name, role: "workload" }, namespaces, view);
    if (only !== undefined && others.length === 0) {
      return { type: "found", ref: only, text: name.value, because: `The label ${name.label} names it.` };
    }
  }
  const watcher = watchers.find(({ value }) => !isWatcher(value));
  if (watcher) return unknownSubject(watcher.value, view);
  const [watched] = names.filter(({ role }) => role === "address");
  return watched && isHost(watched.value) ? unknownSubject(watched.value, view) : { type: "unnamed" };
}

/** Of "Service: HTTP" and "Host: cart-db" the host: a check is often called by what it checks, and not by what is checked. */
function hostOfCheck({ label, value }: AlertName, { names }: Alert): string | undefined {
  if (label !== "check_name" || /[a-z]-[a-z]/.test(value)) return undefined;
  return names.find(({ label: other, value: host }) => other === "host" && /[a-z]/i.test(host))?.value;
}

/** The name as a person would say it: of a pod the workload. */
function quotable({ value, role }: AlertName): string {
  const [, workload] = role === "workload" ? workloadNames(value) : [];
  return workload ?? value;
}

function isHost(value: string): boolean {
  return /[a-z]/i.test(value) && value.includes(".");
}
