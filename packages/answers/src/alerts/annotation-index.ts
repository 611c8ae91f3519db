import { annotation, type CatalogView, type EntityRef, entityRef } from "@callboard/core";
import { labelName } from "./label-roles.ts";

/** Annotations whose values are more than a name, ready to be compared with the labels of an alert. */
export interface AnnotationIndex {
  /** By the last part of `sentry.io/project-slug`: an alert often leaves the organisation out. */
  readonly sentryProjects: ReadonlyMap<string, readonly EntityRef[]>;
  /** By `sonarqube.org/project-key` without the instance it may name. */
  readonly sonarProjects: ReadonlyMap<string, readonly EntityRef[]>;
  /** By a tag of Opsgenie that `opsgenie.com/component-selector` asks for. */
  readonly opsgenieTags: ReadonlyMap<string, readonly EntityRef[]>;
  /** By the value that a selector asks of the label that names an application. */
  readonly applications: ReadonlyMap<string, readonly EntityRef[]>;
  /** Selectors of labels, of workloads and of alerts. */
  readonly selectors: readonly Selector[];
}

/** What labels must be to be those of an entity. */
export interface Selector {
  readonly ref: EntityRef;
  readonly labels: readonly (readonly [label: string, value: string])[];
}

const SENTRY = "sentry.io/project-slug";
const SONAR = "sonarqube.org/project-key";
const OPSGENIE = "opsgenie.com/component-selector";
const SELECTORS = ["backstage.io/kubernetes-label-selector", "grafana/alert-label-selector", "argocd/app-selector"];
const MAX_CARRIERS = 20_000;

/** The index of a view. Counted once for each revision, as that takes a look at every entity that has such an annotation. */
export function annotationIndex(view: CatalogView): AnnotationIndex {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.index;
  const index = indexed(view);
  known.set(view, { revision: view.revision, index });
  return index;
}

const known = new WeakMap<CatalogView, { readonly revision: number; readonly index: AnnotationIndex }>();

function indexed(view: CatalogView): AnnotationIndex {
  const sentryProjects = new Map<string, EntityRef[]>();
  const sonarProjects = new Map<string, EntityRef[]>();
  const opsgenieTags = new Map<string, EntityRef[]>();
  const applications = new Map<string, EntityRef[]>();
  const selectors: Selector[] = [];
  const filter = {
    $any: [SENTRY, SONAR, OPSGENIE, ...SELECTORS].map((name) => ({
      [`metadata.annotations.${name}`]: { $exists: true },
    })),
  };
  for (const entity of view.query({ filter, limit: MAX_CARRIERS }).items) {
    const { name, namespace } = entity.metadata;
    const ref = entityRef({ kind: entity.kind, name, ...(namespace && { namespace }) });
    add(sentryProjects, annotation(entity, SENTRY)?.split("/").at(-1), ref);
    add(sonarProjects, annotation(entity, SONAR)?.split("/").at(-1), ref);
    for (const [, tag] of (annotation(entity, OPSGENIE) ?? "").slice(0, 500).matchAll(TAG)) add(opsgenieTags, tag, ref);
    for (const each of SELECTORS) {
      const labels = parsed(annotation(entity, each));
      if (labels.length > 0) selectors.push({ ref, labels });
      const [application] = labels.filter(([label]) => APPLICATION.has(label));
      if (each === SELECTORS[0]) add(applications, application?.[1], ref);
    }
  }
  return { sentryProjects, sonarProjects, opsgenieTags, applications, selectors };
}

const TAG = /\btags?\s{0,2}[:=]\s{0,2}\(?["']?([\w.-]{1,100})/gi;
/** Labels by which workloads are told apart. */
const APPLICATION: ReadonlySet<string> = new Set(["app", "app_kubernetes_io_name", "k8s_app", "name", "run"]);

function add(into: Map<string, EntityRef[]>, value: string | undefined, ref: EntityRef): void {
  const key = value?.trim().toLowerCase();
  if (!key) return;
  const before = into.get(key);
  if (before) before.push(ref);
  else into.set(key, [ref]);
}

/** `app=cart,app.kubernetes.io/component=web`; a selector with other operators is left out. */
function parsed(selector: string | undefined): [string, string][] {
  const parts = (selector ?? "").split(",").map((part) => part.trim().split(/==?/));
  const pairs = parts.flatMap(([label = "", value = "", more]): [string, string][] =>
    label !== "" && value !== "" && more === undefined && !/[!()\s]/.test(label)
      ? [[labelName(label), value.trim()]]
      : [],
  );
  return pairs.length === parts.length ? pairs : [];
}
