import { annotation, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { type KindTiers, tierOfKind } from "../understand/intent-grammar.ts";
import type { AlertName, NameRole } from "./alert.ts";
import { annotationIndex } from "./annotation-index.ts";
import { workloadNames } from "./workload-names.ts";

/** What a value of a label names: by annotations, then by refs, names, titles and aliases in full. */
export function refsOfName(
  { label, value, role }: AlertName,
  namespaces: readonly string[],
  view: CatalogView,
): readonly EntityRef[] {
  const byId = typeof role === "object" ? annotated(role.annotation, value, view) : [];
  if (byId.length > 0) return decide(byId, namespaces, role, view);
  const written = role === "resource" ? nameOfResource(value) : value;
  const ids = written === value || !value.startsWith("arn:") ? [] : annotatedResource(value, view);
  if (ids.length > 0) return decide(ids, namespaces, role, view);
  const names =
    role === "workload" || label === "repository_slug" ? workloadNames(afterSlash(written, label)) : [written];
  for (const name of names) {
    const ids = role === "workload" ? annotatedWorkload(name, view) : annotatedResource(name, view);
    const refs = ids.length > 0 ? ids : named(name, view);
    if (refs.length > 0) return decide(refs, namespaces, role, view);
  }
  return [];
}

/**
 * A path of a load balancer or a target group holds its name in the middle: "app/web/50dc6c495c0c9188"; an ARN and what a
 * project is written before ("shop-prod:cart-db") behind.
 */
function nameOfResource(value: string): string {
  if (value.startsWith("arn:") || IN_PROJECT.test(value)) return value.split(/[:/]/).at(-1) ?? value;
  return value.includes("/") ? (value.split("/").at(-2) ?? value) : value;
}

/** One colon, and no namespace behind it as a ref has. */
const IN_PROJECT = /^[a-z][a-z\d-]{4,40}:[^:/]{1,200}$/;

/** `shop/cart`, as scrape jobs and pods are often written; a ref stays one. */
function afterSlash(value: string, label: string): string {
  const parts = value.split("/");
  return label !== "entity_ref" && parts.length === 2 && !value.includes(":") ? (parts[1] ?? value) : value;
}

/** Entities whose annotation holds the id, as alerts of that system write it. */
export function annotated(name: string, value: string, view: CatalogView): readonly EntityRef[] {
  const exact = view.match(name, value);
  if (exact.length > 0) return exact;
  const { sentryProjects, sonarProjects } = annotationIndex(view);
  const key = value.toLowerCase();
  if (name === "argocd/app-name" && value.includes("/"))
    return view.match(name, value.slice(value.lastIndexOf("/") + 1));
  // An alert may name the project without its organisation; with another organisation it is another project.
  if (name === "sentry.io/project-slug") {
    const bare = value.slice(value.lastIndexOf("/") + 1);
    return bare === value ? (sentryProjects.get(key) ?? []) : view.match(name, bare);
  }
  if (name === "sonarqube.org/project-key") return sonarProjects.get(key) ?? [];
  return [];
}

/** By the id of Kubernetes, the label that a selector asks for, or the id of PagerDuty that a service is given by. */
function annotatedWorkload(value: string, view: CatalogView): readonly EntityRef[] {
  const byId = annotated("backstage.io/kubernetes-id", value, view);
  if (byId.length > 0) return byId;
  const selected = annotationIndex(view).applications.get(value.toLowerCase()) ?? [];
  if (selected.length > 0) return selected;
  return SERVICE_ID.test(value) ? annotated("pagerduty.com/service-id", value, view) : [];
}

const SERVICE_ID = /^P[A-Z0-9]{5,13}$/;

function annotatedResource(value: string, view: CatalogView): readonly EntityRef[] {
  return RESOURCE_ANNOTATIONS.flatMap((name) => view.match(name, value));
}

const RESOURCE_ANNOTATIONS = [
  "aws.amazon.com/lambda-function-name",
  "aws.amazon.com/arn",
  "aws.amazon.com/resource-name",
];

/** Entities that are called exactly so. */
export function named(text: string, view: CatalogView): readonly EntityRef[] {
  const { status, candidates } = view.resolve(text, { limit: LOOKED_AT, inFull: true });
  if (status === "not-found") return [];
  return candidates.flatMap(({ ref, match }) => (match === "prefix" || match === "typo" ? [] : [ref]));
}

/** Of several, those in a namespace that the labels name, else those in `default`; then the likeliest kind. */
export function decide(
  refs: readonly EntityRef[],
  namespaces: readonly string[],
  role: NameRole,
  view: CatalogView,
): readonly EntityRef[] {
  const running = [...new Set(refs)].filter((ref) => !NEVER.has(entityRefParts(ref).kind));
  const there = running.filter((ref) => namespaces.some((namespace) => isIn(ref, namespace, view)));
  const usual = running.filter((ref) => entityRefParts(ref).namespace === "default");
  const near = there.length > 0 ? there : usual.length > 0 ? usual : running;
  const tiers = role === "resource" ? STORED : RUNNING;
  const tier = (ref: EntityRef) => tierOfKind(entityRefParts(ref).kind, tiers);
  const best = Math.min(...near.map(tier));
  return near.filter((ref) => tier(ref) === best);
}

/** True for an entity of the namespace, and for one that runs in the namespace of Kubernetes. */
function isIn(ref: EntityRef, namespace: string, view: CatalogView): boolean {
  if (entityRefParts(ref).namespace === namespace) return true;
  const entity = view.entity(ref);
  return entity ? annotation(entity, "backstage.io/kubernetes-namespace")?.toLowerCase() === namespace : false;
}

/** Alerts are about what runs. */
const RUNNING: KindTiers = [["component"], ["resource"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
const STORED: KindTiers = [["resource"], ["component"], ["api"], ["system"], ["domain"], ["*"], ["group"], ["user"]];
/** People and groups run nothing. */
const NEVER: ReadonlySet<string> = new Set(["user", "group"]);
const LOOKED_AT = 12;
