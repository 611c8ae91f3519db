import { type CatalogView, openCatalog } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../src/index.ts";

const described = (kind: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind,
  metadata: { name, ...metadata },
  spec,
});
const service = { type: "service", lifecycle: "production", owner: "shop" };
/** "zq" stands in every text of what is redacted. */
const secret = { title: "Zq title", description: "zq description", tags: ["secret"] };

const ENTITIES = [
  described("Group", "shop", { type: "team", children: [] }),
  described("Group", "zq-team", { type: "team", children: [], profile: { email: "zq@example.com" } }, secret),
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

describe("ask where entities are redacted", () => {
  it("says that a restricted entity breaks, in words", () => {
    const { text } = ask(view, "what breaks if db is down");
    expect(text).toContain("If db (service) is down: 3 break");
    expect(text).toMatch(/a restricted entity \(\d\) needs db/);
    expect(text).toMatch(/a restricted entity \(\d\), \d entit(y|ies) breaks? · how to reach them is not told/);
  });

  it.each([
    "what breaks if db is down",
    "what does web need",
    "what depends on db",
    "who owns web",
    "what is web",
    "why does web break if db is down",
    "what could take web down",
    "how are web and db connected",
    "web and app are down, what is behind it",
    "which services have no owner",
    "what changed today",
    "list all components",
  ])("S41: lets nothing of what is redacted into an answer: %s", (question) => {
    expect(JSON.stringify(ask(view, question)).toLowerCase()).not.toContain("zq");
  });

  it("proposes no question about what cannot be asked for by name", () => {
    for (const question of ["what breaks if db is down", "what does web need", "what could take web down"]) {
      expect(ask(view, question).text).not.toMatch(/"[^"]*restricted[^"]*"/);
    }
  });
});
