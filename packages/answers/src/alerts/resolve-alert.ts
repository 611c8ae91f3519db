import { type Candidate, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { type KindTiers, tierOfKind } from "../understand/intent-grammar.ts";
import { addressed } from "./addressed.ts";
import type { Alert, AlertName, NameRole } from "./alert.ts";
import { annotationIndex } from "./annotation-index.ts";
import { isWatcher, NAMESPACE_LABELS } from "./label-roles.ts";
import { workloadNames } from "./workload-names.ts";

/** What an alert is about. */
export type AlertSubject =
  | { readonly type: "found"; readonly ref: EntityRef; readonly text: string; readonly because: string }
  | { readonly type: "several"; readonly text: string; readonly candidates: readonly Candidate[] }
  /** It names something that is not in the catalog. */
  | { readonly type: "unknown"; readonly text: string; readonly candidates: readonly Candidate[] }
  /** It names nothing outright: all there is are the words of its prose. */
  | { readonly type: "unnamed" };

/**
 * Finds the entity of an alert: by ids and names in its labels, then by the address that is watched, then by the links it
 * holds. Only annotations, refs, names, titles and aliases in full count, never a part of a name; prose is not read here.
 */
export function resolveAlert(alert: Alert, view: CatalogView): AlertSubject {
  const said = alert.names.filter(({ role }) => role !== "watcher" && role !== "address").slice(0, MAX_NAMES);
  const namespaces = NAMESPACE_LABELS.flatMap((label) => alert.labels.get(label)?.toLowerCase() ?? []);
  const selected = decide(selectedBy(alert, view), namespaces, "workload");
  let open: { readonly text: string; readonly refs: readonly EntityRef[] } | undefined;
  for (const name of said) {
    const isId = typeof name.role === "object";
    const [only] = selected;
    if (!isId && only !== undefined && selected.length === 1 && !open)
      return found(only, name, "Its label selector fits.");
    const refs = refsOf(name, namespaces, view);
    const shared: readonly EntityRef[] = open ? refs.filter((ref) => open?.refs.includes(ref)) : refs;
    const [first, ...others] = shared;
    if (first !== undefined && others.length === 0) return found(first, name, `The label ${name.label} names it.`);
    if (shared.length > 1) open = { text: name.value, refs: shared };
  }
  const byAddress = subjectAt(alert, view, open?.refs);
  if (byAddress) return byAddress;
  if (open)
    return {
      type: "several",
      text: open.text,
      candidates: open.refs.slice(0, OFFERED).map((ref) => asCandidate(ref, view)),
    };
  const [first] = said;
  if (first) return unknown(quotable(first), view);
  const [watched] = alert.names.filter(({ role }) => role === "address");
  const watchers = alert.names.filter(({ role, value }) => role === "watcher" && (isNamed(value) || !isWatcher(value)));
  for (const name of watchers) {
    const [only, ...others] = refsOf({ ...name, role: "workload" }, namespaces, view);
    if (only !== undefined && others.length === 0) return found(only, name, `The label ${name.label} names it.`);
  }
  const [watcher] = watchers.filter(({ value }) => !isWatcher(value));
  if (watcher) return unknown(watcher.value, view);
  return watched && isHost(watched.value) ? unknown(watched.value, view) : { type: "unnamed" };
}

/** Each is looked up, at the cost of a search where it is unknown. */
const MAX_NAMES = 6;
const OFFERED = 5;
const LOOKED_AT = 12;

/** Alerts are about what runs. */
const RUNNING: KindTiers = [["component"], ["resource"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
const STORED: KindTiers = [["resource"], ["component"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
/** People and groups run nothing. */
const NEVER: ReadonlySet<string> = new Set(["user", "group"]);

function refsOf(
  { label, value, role }: AlertName,
  namespaces: readonly string[],
  view: CatalogView,
): readonly EntityRef[] {
  const byId = typeof role === "object" ? annotated(role.annotation, value, view) : [];
  if (byId.length > 0) return decide(byId, namespaces, role);
  // A path of a load balancer or a target group holds its name in the middle: "app/web/50dc6c495c0c9188".
  const written = role === "resource" && value.includes("/") ? (value.split("/").at(-2) ?? value) : value;
  for (const name of role === "workload" ? workloadNames(afterSlash(written, label)) : [written]) {
    const ids =
      role === "workload" ? annotated("backstage.io/kubernetes-id", name, view) : annotatedResource(name, view);
    const refs = ids.length > 0 ? ids : named(name, view);
    if (refs.length > 0) return decide(refs, namespaces, role);
  }
  return [];
}

/** `shop/cart`, as scrape jobs and pods are often written; a ref stays one. */
function afterSlash(value: string, label: string): string {
  const parts = value.split("/");
  return label !== "entity_ref" && parts.length === 2 && !value.includes(":") ? (parts[1] ?? value) : value;
}

function annotated(name: string, value: string, view: CatalogView): readonly EntityRef[] {
  const exact = view.match(name, value);
  if (exact.length > 0) return exact;
  const { sentryProjects, sonarProjects } = annotationIndex(view);
  const key = value.toLowerCase();
  // An alert may name the project without its organisation; with another organisation it is another project.
  if (name === "sentry.io/project-slug" && !value.includes("/")) return sentryProjects.get(key) ?? [];
  if (name === "sonarqube.org/project-key") return sonarProjects.get(key) ?? [];
  return [];
}

function annotatedResource(value: string, view: CatalogView): readonly EntityRef[] {
  return RESOURCE_ANNOTATIONS.flatMap((name) => view.match(name, value));
}

const RESOURCE_ANNOTATIONS = [
  "aws.amazon.com/lambda-function-name",
  "aws.amazon.com/arn",
  "aws.amazon.com/resource-name",
];

/** Entities that are called exactly so. */
function named(text: string, view: CatalogView): readonly EntityRef[] {
  const { status, candidates } = view.resolve(text, { limit: LOOKED_AT });
  if (status === "not-found") return [];
  return candidates.flatMap(({ ref, match }) => (match === "prefix" || match === "typo" ? [] : [ref]));
}

/** Of several, those in a namespace that the labels name, else those in `default`; then the likeliest kind. */
function decide(refs: readonly EntityRef[], namespaces: readonly string[], role: NameRole): readonly EntityRef[] {
  const running = [...new Set(refs)].filter((ref) => !NEVER.has(entityRefParts(ref).kind));
  const there = running.filter((ref) => namespaces.includes(entityRefParts(ref).namespace));
  const usual = running.filter((ref) => entityRefParts(ref).namespace === "default");
  const near = there.length > 0 ? there : usual.length > 0 ? usual : running;
  const tiers = role === "resource" ? STORED : RUNNING;
  const tier = (ref: EntityRef) => tierOfKind(entityRefParts(ref).kind, tiers);
  const best = Math.min(...near.map(tier));
  return near.filter((ref) => tier(ref) === best);
}

/** Entities all of whose selector the labels of the alert fulfil; of several the most exact ones. */
function selectedBy({ labels }: Alert, view: CatalogView): readonly EntityRef[] {
  const fitting = annotationIndex(view).selectors.filter((selector) =>
    selector.labels.every(([label, value]) => labels.get(label) === value),
  );
  const most = Math.max(0, ...fitting.map((selector) => selector.labels.length));
  return fitting.filter((selector) => selector.labels.length === most).map(({ ref }) => ref);
}

/** By the address that is watched, else by a link that an entity has, too. */
function subjectAt({ names, urls }: Alert, view: CatalogView, among?: readonly EntityRef[]): AlertSubject | undefined {
  const watched = names.flatMap(({ role, value }) => (role === "address" ? [value] : []));
  for (const [address, isWatched] of [
    ...watched.map((each) => [each, true] as const),
    ...urls.map((each) => [each, false] as const),
  ]) {
    const linked = addressed(address, isWatched, view);
    const all = linked.length === 0 && isWatched ? named(hostOf(address), view) : linked;
    const refs = decide(among ? all.filter((ref) => among.includes(ref)) : all, [], "workload");
    const [only, ...others] = refs;
    if (only === undefined) continue;
    if (others.length === 0)
      return { type: "found", ref: only, text: address, because: "It has a link to this address, or its name." };
    return { type: "several", text: address, candidates: refs.slice(0, OFFERED).map((ref) => asCandidate(ref, view)) };
  }
  return undefined;
}

function found(ref: EntityRef, { value }: AlertName, because: string): AlertSubject {
  return { type: "found", ref, text: value, because };
}

function unknown(text: string, view: CatalogView): AlertSubject {
  return { type: "unknown", text, candidates: view.resolve(text, { limit: OFFERED }).candidates };
}

/** The name as a person would say it: of a pod the workload. */
function quotable({ value, role }: AlertName): string {
  const [, workload] = role === "workload" ? workloadNames(value) : [];
  return workload ?? value;
}

/** `larder-db:5432` is the host `larder-db`. */
function hostOf(address: string): string {
  return address.replace(/^[a-z]{1,10}:\/\//i, "").split(/[:/]/)[0] ?? "";
}

function isHost(value: string): boolean {
  return /[a-z]/i.test(value) && value.includes(".");
}

/** A watcher that is the subject: it is called like one, but stands alone. */
function isNamed(value: string): boolean {
  return /[a-z]/i.test(value);
}

function asCandidate(ref: EntityRef, view: CatalogView): Candidate {
  const title = view.entity(ref)?.metadata.title ?? null;
  return { ref, title, match: "name", score: 1, reason: "A label of the alert names it." };
}
