import { ask } from "@callboard/answers";
import { type CatalogView, openCatalog } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { affectedCsv } from "../../src/render/affected-csv.ts";
import { notifyPreview } from "../../src/render/notify.ts";
import { notifyPlan } from "../../src/render/notify-targets.ts";
import { rendered } from "./acme.ts";

const described = (kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind,
  metadata: { name, ...metadata },
  spec,
});
const service = { type: "service", lifecycle: "production", owner: "shop" };
/** "zq" stands in every text of what is redacted. */
const secret = { title: "Zq title", tags: ["secret"], annotations: { "callboard.dev/channel": "#zq" } };

const ENTITIES = [
  described("Group", "shop", { type: "team", children: [] }, { annotations: { "callboard.dev/channel": "#shop" } }),
  described("Group", "zq-team", { type: "team", children: [] }, secret),
  described("Component", "db", service),
  described("Component", "zq-vault", { ...service, owner: "zq-team", dependsOn: ["component:db"] }, secret),
  described("Component", "web", { ...service, owner: "zq-team", dependsOn: ["component:zq-vault"] }),
  described("Component", "app", { ...service, dependsOn: ["component:zq-vault"] }),
];

let view: CatalogView;
beforeAll(async () => {
  const catalog = await openCatalog({
    schedule: false,
    providers: [
      {
        name: "entities",
        async *provide() {
          for (const [index, entity] of ENTITIES.entries()) yield { location: `${index}`, entity };
        },
      },
    ],
    policy: { authorize: async () => ({ when: { $not: { "metadata.tags": "secret" } }, redacted: {} }) },
  });
  view = await catalog.as({ ref: null, roles: [] });
});

describe("messages about what a policy redacts", () => {
  it.each([
    "what breaks if db is down",
    "who owns web",
    "what does web depend on",
    "why does web break if db is down",
    "web and app are down, what is behind it",
  ])("S41: name a restricted entity and nothing of it: %s", (question) => {
    const message = JSON.stringify(rendered(view, ask(view, question), { catalogUrl: "https://catalog.example.com" }));
    expect(message).toContain("a restricted entity");
    expect(message.toLowerCase()).not.toContain("zq");
  });

  it("S41: list it in tables and notices by its stand-in", () => {
    const radius = view.blastRadius("component:db");
    expect(affectedCsv(view, radius)).toMatch(/^restricted-entity:default\/\d,breaks,1,,,declared,needs db\r$/m);
    const plan = notifyPlan(view, radius);
    expect(plan.targets.map(({ channel }) => channel)).toEqual(["#shop"]);
    const said = JSON.stringify([
      affectedCsv(view, radius),
      notifyPreview(plan, { intent: "blast_radius", roots: radius.roots }),
    ]);
    expect(said.toLowerCase()).not.toContain("zq");
  });
});
