import { annotation } from "@callboard/core";
import { z } from "zod";
import { annotationValue } from "./annotation-value.ts";
import type { FoundFact } from "./fact.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { jsonService } from "./json-service.ts";
import { LABEL_SELECTOR } from "./label-selector.ts";
import type { ServiceOptions } from "./service-options.ts";
import { shown } from "./shown.ts";

export interface ArgocdFactsOptions extends ServiceOptions {
  /** The address of the Argo CD server. */
  readonly baseUrl: string;
  /** The name by which `argocd/instance-name` means this server; entities without that annotation unless given. */
  readonly instance?: string;
}

const NAME = "argocd/app-name";
const SELECTOR = "argocd/app-selector";
const NAMESPACE = "argocd/app-namespace";
const INSTANCE = "argocd/instance-name";

const MOST_APPLICATIONS = 5;

/**
 * What Argo CD last synced, and whether it is healthy. Follows `argocd/app-name` or `argocd/app-selector`,
 * `argocd/app-namespace` and `argocd/instance-name`; `argocd/proxy-url` is not followed, because an entity does not choose
 * a host. The token is of an account that may get applications.
 *
 * Reads `GET /api/v1/applications/{name}` or `GET /api/v1/applications?selector=`.
 */
export function argocdFacts({ token, baseUrl, instance = "", fetch }: ArgocdFactsOptions): FactSource {
  const service = jsonService({ name: "Argo CD", baseUrl, headers: { authorization: `Bearer ${token}` } });
  const path = ["api", "v1", "applications"];

  return defineFacts({
    id: instance ? `argocd:${instance.toLowerCase()}` : "argocd",
    types: ["deploy", "status"],
    annotations: [NAME, SELECTOR],
    otherAnnotations: [NAMESPACE, INSTANCE],
    ...(fetch && { fetch }),
    follows: (entity) => (annotation(entity, INSTANCE)?.trim() ?? "") === instance,
    async read(entity, context) {
      const name = annotationValue(entity, NAME, DNS_NAME, "payment-service");
      const selector = annotationValue(entity, SELECTOR, LABEL_SELECTOR, "app=payment-service");
      const appNamespace = annotationValue(entity, NAMESPACE, DNS_NAME, "argocd");
      const query = appNamespace ? { appNamespace } : {};
      if (name) {
        return factsOf(await service.get(application, [...path, name], context, query), baseUrl);
      }
      if (!selector) return [];
      const found = await service.get(applications, path, context, { ...query, selector });
      return (found.items ?? []).slice(0, MOST_APPLICATIONS).flatMap((each) => factsOf(each, baseUrl));
    },
  });
}

const DNS_NAME = /^[a-z0-9][a-z0-9.-]{0,252}$/;

function factsOf({ metadata, status }: Application, baseUrl: string): readonly FoundFact[] {
  const latest = status.history?.at(-1);
  if (!latest) return [];
  const name = shown(metadata.name);
  const by = latest.initiatedBy?.username ? ` by ${shown(latest.initiatedBy.username)}` : "";
  const health = status.health?.status ?? "Unknown";
  const at = status.health?.lastTransitionTime ?? status.reconciledAt ?? latest.deployedAt;
  const link = { url: `${baseUrl.replace(/\/$/, "")}/applications/${encodeURIComponent(metadata.name)}` };
  const synced: FoundFact = {
    type: "deploy",
    text: `${name} deployed ${revision(latest)}${by}`,
    at: latest.deployedAt,
    ...link,
  };
  const state = `${name} is ${HEALTH.get(health) ?? "in a state not known"}, ${SYNC.get(status.sync?.status ?? "") ?? "sync not known"}`;
  return [synced, { type: "status", text: state, at, ...link }];
}

const HEALTH = new Map(
  Object.entries({
    Healthy: "healthy",
    Progressing: "progressing",
    Degraded: "degraded",
    Suspended: "suspended",
    Missing: "missing",
  }),
);
const SYNC = new Map(Object.entries({ Synced: "synced", OutOfSync: "out of sync" }));

/** An application with several sources has several revisions. */
function revision({ revision, revisions }: HistoryEntry): string {
  const first = revision || revisions?.[0] || "an unnamed revision";
  return /^[0-9a-f]{40}$/.test(first) ? first.slice(0, 7) : shown(first, 60);
}

const historyEntry = z.object({
  deployedAt: z.string(),
  revision: z.string().nullish(),
  revisions: z.array(z.string()).nullish(),
  initiatedBy: z.object({ username: z.string().nullish() }).nullish(),
});
const application = z.object({
  metadata: z.object({ name: z.string().min(1) }),
  status: z.object({
    sync: z.object({ status: z.string() }).nullish(),
    health: z.object({ status: z.string().nullish(), lastTransitionTime: z.string().nullish() }).nullish(),
    reconciledAt: z.string().nullish(),
    history: z.array(historyEntry).nullish(),
  }),
});
const applications = z.object({ items: z.array(application).nullish() });

type Application = z.infer<typeof application>;
type HistoryEntry = z.infer<typeof historyEntry>;
