import type { CatalogView } from "@callboard/core";
import { catalogWith, type Draft } from "./ferries.ts";

const team = (name: string): Draft => ({ kind: "Group", name, spec: { type: "team", children: [] } });
const component = (name: string, owner: string, spec: Draft["spec"] = {}, metadata: Draft["metadata"] = {}): Draft => ({
  kind: "Component",
  name,
  metadata,
  spec: { type: "service", lifecycle: "production", owner, ...spec },
});
const slug = (value: string) => ({ annotations: { "github.com/project-slug": value } });
const runsIn = (value: string) => ({ annotations: { "callboard.dev/environments": value } });

/** A theme park, whose things are called like words that mean something else in a question. */
const parkDrafts: readonly Draft[] = [
  team("coasters"),
  team("tills"),
  team("guest-apps"),
  { kind: "User", name: "jan", spec: { profile: { displayName: "Jan Locker" }, memberOf: ["tills"] } },
  { kind: "System", name: "rides", spec: { owner: "coasters" } },
  component("wait-times", "coasters", {
    system: "rides",
    dependsOn: ["resource:ride-db"],
    providesApis: ["waits-api"],
  }),
  component("wait-times-staging", "guest-apps", { lifecycle: "experimental" }),
  component("queue-board", "guest-apps", { dependsOn: ["component:wait-times"] }, { title: "Queue Board" }),
  component("ticket-office", "tills", { dependsOn: ["component:gate"], consumesApis: ["waits-api"] }),
  component("gate", "tills", { dependsOn: ["resource:ride-db"] }, runsIn("prod, stage")),
  component("lift-hill-north", "coasters", {}, slug("thunderbay/lift-hill")),
  component("lift-hill-south", "tills", {}, slug("thunderbay/lift-hill")),
  component("book-corner-a", "guest-apps"),
  component("book-corner-b", "coasters"),
  component("order", "tills", { dependsOn: ["resource:ride-db"] }, { title: "Order Kiosk" }),
  component("check-in", "tills", {}, { title: "Hotel Check In" }),
  component("on-ride-video", "guest-apps", {}, runsIn("prod")),
  component("up-next", "guest-apps"),
  component("id-check", "coasters"),
  component("loyalty", "tills"),
  component("push", "guest-apps", { dependsOn: ["component:wait-times"] }),
  { kind: "Resource", name: "ride-db", spec: { type: "database", owner: "coasters" } },
  {
    kind: "API",
    name: "waits-api",
    spec: { type: "openapi", lifecycle: "production", owner: "coasters", definition: "{}" },
  },
  {
    kind: "Template",
    name: "stall",
    apiVersion: "scaffolder.backstage.io/v1beta3",
    metadata: { title: "Onboard a Stall" },
    spec: { type: "process", owner: "tills", parameters: [], steps: [{ id: "log", action: "debug:log" }] },
  },
];

/** The theme park's catalog. */
export function park(): Promise<CatalogView> {
  return catalogWith(parkDrafts);
}
