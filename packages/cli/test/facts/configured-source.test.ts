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
    ["opsgenie:emea", { type: "opsgenie", token, account: "EMEA" }],
    ["grafana-oncall", { type: "grafana-oncall", token, baseUrl }],
    ["grafana-oncall:eu", { type: "grafana-oncall", token, baseUrl, instance: "eu" }],
    ["alertmanager", { type: "alertmanager", baseUrl }],
    ["alertmanager:eu", { type: "alertmanager", baseUrl, instance: "eu" }],
    ["kubernetes:eu", { type: "kubernetes", token, baseUrl, namespaces: ["shop"], cluster: "eu" }],
    ["kubernetes", { type: "kubernetes", token, baseUrl, namespaces: "all" }],
    ["sonarqube:old", { type: "sonarqube", token, baseUrl, instance: "old" }],
    ["argocd:eu", { type: "argocd", token, baseUrl, instance: "eu" }],
    ["github-deployments", { type: "github-deployments", token, owners: ["acme"] }],
    ["github-deployments:ghe", { type: "github-deployments", token, baseUrl, name: "ghe" }],
    ["github-actions:labs", { type: "github-actions", token, name: "Labs" }],
    ["github-actions", { type: "github-actions", token, workflow: "release.yml" }],
  ])("makes %s", async (id, written) => {
    const [configured] = configSchema.parse({ facts: [written] }).facts;
    expect(configured && (await configuredSource(configured)).id).toBe(id);
  });
});
