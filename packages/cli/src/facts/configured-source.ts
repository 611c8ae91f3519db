import type { FactSource } from "@callboard/facts";
import type { Config } from "../config/config-schema.ts";

type Configured = Config["facts"][number];
type Type = Configured["type"];
/** What the configuration says about a source, by its type. */
type ByType = { readonly [Each in Type]: Extract<Configured, { readonly type: Each }> };

/**
 * The source of facts that an entry of the configuration describes. Only its own code is loaded.
 *
 * @throws {CatalogError} `invalid-argument` for an option that the source cannot work with
 */
export function configuredSource<Each extends Type>(configured: ByType[Each]): Promise<FactSource> {
  const type: Each = configured.type;
  return SOURCES[type](configured);
}

const SOURCES: { readonly [Each in Type]: (configured: ByType[Each]) => Promise<FactSource> } = {
  pagerduty: async (options) => (await import("@callboard/facts/pagerduty")).pagerdutyFacts(options),
  opsgenie: async (options) => (await import("@callboard/facts/opsgenie")).opsgenieFacts(options),
  "grafana-oncall": async (options) => (await import("@callboard/facts/grafana-oncall")).grafanaOncallFacts(options),
  alertmanager: async (options) => (await import("@callboard/facts/alertmanager")).alertmanagerFacts(options),
  kubernetes: async (options) => (await import("@callboard/facts/kubernetes")).kubernetesFacts(options),
  sonarqube: async (options) => (await import("@callboard/facts/sonarqube")).sonarqubeFacts(options),
  argocd: async (options) => (await import("@callboard/facts/argocd")).argocdFacts(options),
  "github-deployments": async (options) =>
    (await import("@callboard/facts/github-deployments")).githubDeploymentFacts(options),
  "github-actions": async (options) => (await import("@callboard/facts/github-actions")).githubActionsFacts(options),
};
