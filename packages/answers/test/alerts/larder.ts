import type { CatalogView } from "@callboard/core";
import { catalogWith, type Draft } from "../ferries.ts";

const component = (name: string, annotations: Record<string, string> = {}, more: Partial<Draft> = {}): Draft => ({
  kind: "Component",
  name,
  ...more,
  metadata: { annotations, ...more.metadata },
  spec: { type: "service", lifecycle: "production", owner: "pickers", ...more.spec },
});

/** A grocer that delivers: names that are no names elsewhere, and annotations that differ from them. */
export const larderDrafts: readonly Draft[] = [
  {
    kind: "Group",
    name: "pickers",
    spec: { type: "team", children: [], profile: { email: "pickers@larder.example" } },
  },
  { kind: "Group", name: "coldchain", spec: { type: "team", children: [] } },
  { kind: "User", name: "olive", spec: { profile: { displayName: "Olive" }, memberOf: ["pickers"] } },
  { kind: "System", name: "pantry", spec: { owner: "pickers" } },
  component(
    "shelf",
    { "backstage.io/kubernetes-id": "shelf-backend", "pagerduty.com/service-id": "PSHELF1" },
    {
      metadata: {
        title: "Shelf Stock",
        links: [
          { url: "https://grafana.larder.example/d/shelf01/shelf-overview", title: "Dashboard" },
          { url: "https://runbooks.larder.example/shelf", title: "Runbook" },
        ],
      },
      spec: { system: "pantry", dependsOn: ["resource:larder-db", "resource:crumbs"] },
    },
  ),
  component("shelf-labels", {}, { spec: { dependsOn: ["resource:larder-db"] } }),
  component(
    "basket-weaver",
    { "argocd/app-name": "bw-live", "sentry.io/project-slug": "larder/weaver-py" },
    {
      metadata: { links: [{ url: "https://baskets.larder.example", title: "Site" }] },
      spec: { dependsOn: ["component:shelf", "resource:crumbs"] },
    },
  ),
  component(
    "doorstep",
    {
      "backstage.io/kubernetes-label-selector": "app=doorstep-web,tier=front",
      "sonarqube.org/project-key": "larder_doorstep",
    },
    {
      metadata: { title: "Doorstep", links: [{ url: "https://www.larder.example/track", title: "Site" }] },
      spec: { type: "website", dependsOn: ["component:basket-weaver"] },
    },
  ),
  component(
    "freezer",
    { "pagerduty.com/integration-key": "k3y0f1c3" },
    { spec: { dependsOn: ["resource:larder-db"] } },
  ),
  component("van-router", { "sonarqube.org/project-key": "sonar-eu/vans:router" }),
  component("receipts", { "aws.amazon.com/lambda-function-name": "larder-receipts-v2" }),
  component("scales", {}, { namespace: "north" }),
  component("scales", {}, { namespace: "south" }),
  component("kube-state-metrics", {}),
  component(
    "till-front",
    {
      "backstage.io/kubernetes-id": "tf",
      "sentry.io/project-slug": "till-js",
      "pagerduty.com/service-id": "PTILL22",
      "opsgenie.com/component-selector": 'tag:"tills"',
      "opsgenie.com/team": "till-watch",
      "argocd/app-name": "tf-live",
      "sonarqube.org/project-key": "ldr.till",
    },
    {
      metadata: {
        title: "Till",
        links: [
          { url: "https://tills.larder.example", title: "Site" },
          { url: "https://runbooks.larder.example/till", title: "Runbook" },
        ],
      },
      spec: { dependsOn: ["component:shelf"] },
    },
  ),
  { kind: "Resource", name: "larder-db", spec: { type: "database", owner: "coldchain" } },
  { kind: "Resource", name: "crumbs", spec: { type: "cache", owner: "coldchain" } },
  { kind: "Resource", name: "orders-in", spec: { type: "message-queue", owner: "coldchain" } },
  { kind: "Resource", name: "front-door", spec: { type: "load-balancer", owner: "coldchain" } },
  {
    kind: "API",
    name: "shelf-api",
    spec: { type: "openapi", lifecycle: "production", owner: "pickers", definition: "{}" },
  },
];

/** The grocer's catalog. */
export function larder(): Promise<CatalogView> {
  return catalogWith(larderDrafts);
}
