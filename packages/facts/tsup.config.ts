import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    alertmanager: "src/alertmanager.ts",
    argocd: "src/argocd.ts",
    "github-actions": "src/github-actions.ts",
    "github-deployments": "src/github-deployments.ts",
    "grafana-oncall": "src/grafana-oncall.ts",
    kubernetes: "src/kubernetes.ts",
    opsgenie: "src/opsgenie.ts",
    pagerduty: "src/pagerduty.ts",
    sonarqube: "src/sonarqube.ts",
    webhook: "src/webhook.ts",
  },
  format: "esm",
  platform: "neutral",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
});
