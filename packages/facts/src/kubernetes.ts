import { annotation, CatalogError } from "@callboard/core";
import { z } from "zod";
import { annotationValue } from "./annotation-value.ts";
import type { FoundFact } from "./fact.ts";
import { type AnyEntity, defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import { LABEL_SELECTOR } from "./label-selector.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";

export interface KubernetesFactsOptions extends ServiceOptions {
  /** The address of the cluster's API server. */
  readonly baseUrl: string;
  /** The namespaces that may be read, at most 20, or `"all"` where the token may list deployments of the whole cluster. */
  readonly namespaces: readonly string[] | "all";
  /** The name by which `backstage.io/kubernetes-cluster` means this cluster. Entities without the annotation are in each. */
  readonly cluster?: string;
}

const ID = "backstage.io/kubernetes-id";
const SELECTOR = "backstage.io/kubernetes-label-selector";
const NAMESPACE = "backstage.io/kubernetes-namespace";
const CLUSTER = "backstage.io/kubernetes-cluster";

const MOST_NAMESPACES = 20;
const MOST_DEPLOYMENTS = 5;

/**
 * How the rollout of an entity's deployments stands. Follows `backstage.io/kubernetes-label-selector`, else
 * `backstage.io/kubernetes-id`; `backstage.io/kubernetes-namespace`, which only ever narrows what the configuration
 * allows; and `backstage.io/kubernetes-cluster`. The token is of a service account that may list deployments.
 *
 * Reads `GET /apis/apps/v1/namespaces/{namespace}/deployments?labelSelector=`.
 *
 * @throws {CatalogError} `invalid-argument` for more than 20 namespaces, or none
 */
export function kubernetesFacts(options: KubernetesFactsOptions): FactSource {
  const { token, baseUrl, namespaces, cluster = "", fetch } = options;
  const service = jsonService({ name: "Kubernetes", baseUrl, headers: { authorization: `Bearer ${token}` } });
  if (namespaces.length === 0 || (namespaces !== "all" && namespaces.length > MOST_NAMESPACES)) {
    const message = `Kubernetes facts take 1 to ${MOST_NAMESPACES} namespaces. Name them, or write "all".`;
    throw new CatalogError("invalid-argument", message);
  }

  /** Paths of the lists to read; the one of the whole cluster only where all of it may be read. */
  function listPaths(entity: AnyEntity): readonly (readonly string[])[] {
    const asked = annotationValue(entity, NAMESPACE, /^[a-z0-9][a-z0-9-]{0,62}$/, "payments");
    if (namespaces === "all") return [asked === undefined ? [] : ["namespaces", asked]];
    if (asked === undefined) return namespaces.map((namespace) => ["namespaces", namespace]);
    if (namespaces.includes(asked)) return [["namespaces", asked]];
    throw new CatalogError("invalid-argument", `the annotation ${NAMESPACE} names a namespace that may not be read`);
  }

  return defineFacts({
    id: cluster ? `kubernetes:${cluster.toLowerCase()}` : "kubernetes",
    types: ["status"],
    annotations: [ID, SELECTOR],
    otherAnnotations: [NAMESPACE, CLUSTER],
    ...(fetch && { fetch }),
    follows: (entity) => [undefined, cluster].includes(annotation(entity, CLUSTER)?.trim()),
    async read(entity, context) {
      const id = annotationValue(entity, ID, /^[\w.-]+$/, "payment-service");
      const selector = annotationValue(entity, SELECTOR, LABEL_SELECTOR, "app=payment-service");
      const query = { labelSelector: selector ?? `${ID}=${id}`, limit: "20" };
      const lists = await Promise.all(
        listPaths(entity).map((path) =>
          service.get(deployments, ["apis", "apps", "v1", ...path, "deployments"], context, query),
        ),
      );
      const found = lists.flatMap((list) => list.items).slice(0, MOST_DEPLOYMENTS);
      return found.map((deployment) => rolloutFact(deployment, context.clock.now()));
    },
  });
}

function rolloutFact({ metadata, spec, status }: Deployment, nowMs: number): FoundFact {
  const wanted = spec.replicas ?? 1;
  const { updatedReplicas: updated = 0, readyReplicas: ready = 0, replicas = 0, observedGeneration = 0 } = status;
  const progressing = status.conditions?.find(({ type }) => type === "Progressing");
  const isUpdated = observedGeneration >= (metadata.generation ?? 0) && updated >= wanted && replicas <= updated;
  const isStuck = progressing?.reason === "ProgressDeadlineExceeded";
  const at = progressing?.lastUpdateTime ?? progressing?.lastTransitionTime ?? new Date(nowMs).toISOString();
  const counts = `${ready} of ${wanted} ready, ${updated} updated`;
  const state = rolloutState(isUpdated, ready >= wanted, isStuck);
  return { type: "status", text: `${shown(metadata.name)} ${state}: ${counts} (${shown(metadata.namespace)})`, at };
}

function rolloutState(isUpdated: boolean, isReady: boolean, isStuck: boolean): string {
  if (isUpdated && isReady) return "is rolled out";
  if (isStuck) return "is stuck in its rollout";
  return isUpdated ? "lacks ready replicas" : "is rolling out";
}

const count = z.number().int().nonnegative();
const condition = z.object({
  type: z.string(),
  reason: z.string().optional(),
  lastUpdateTime: z.string().nullish(),
  lastTransitionTime: z.string().nullish(),
});
const deployment = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), generation: count.optional() }),
  spec: z.object({ replicas: count.optional() }),
  status: z.object({
    observedGeneration: count.optional(),
    replicas: count.optional(),
    updatedReplicas: count.optional(),
    readyReplicas: count.optional(),
    conditions: z.array(condition).optional(),
  }),
});
const deployments = z.object({ items: z.array(deployment) });

type Deployment = z.infer<typeof deployment>;
