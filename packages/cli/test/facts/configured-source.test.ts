import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config/config-schema.ts";
import { configuredSource } from "../../src/facts/configured-source.ts";

const token = "a-token";
const baseUrl = "https://service.example";

describe("configuredSource", () => {
  it.each([
    ["pagerduty", { type: "pagerduty", token }],
    ["pagerduty:emea", { type: "pagerduty", token, account: "EMEA", baseUrl }],
    ["opsgenie", { type: "opsgenie", token }],
    ["grafana-oncall", { type: "grafana-oncall", token, baseUrl }],
    ["alertmanager", { type: "alertmanager", baseUrl }],
    ["kubernetes:eu", { type: "kubernetes", token, baseUrl, namespaces: ["shop"], cluster: "eu" }],
    ["kubernetes", { type: "kubernetes", token, baseUrl, namespaces: "all" }],
    ["sonarqube:old", { type: "sonarqube", token, baseUrl, instance: "old" }],
    ["argocd:eu", { type: "argocd", token, baseUrl, instance: "eu" }],
    ["github-deployments", { type: "github-deployments", token, owners: ["acme"] }],
    ["github-actions", { type: "github-actions", token, workflow: "release.yml" }],
  ])("makes %s", async (id, written) => {
    const [configured] = configSchema.parse({ facts: [written] }).facts;
    expect(configured && (await configuredSource(configured)).id).toBe(id);
  });
});
