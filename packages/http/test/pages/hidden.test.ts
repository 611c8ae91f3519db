import { type Decision, openCatalog } from "@callboard/core";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { pageOf } from "./page-of.ts";

const HIDDEN = descriptor("secret-vault", { dependsOn: ["component:web"] });
const SEEN = [descriptor("web", {}), descriptor("api", { dependsOn: ["component:web", "component:secret-vault"] })];

const PATHS = [
  "/",
  "/?q=secret",
  "/?q=secret-vault",
  "/catalog/default/component/secret-vault",
  "/catalog/default/component/secret-vaul",
  "/catalog/default/component/web",
  "/catalog/default/component/api",
  "/catalog/default/group/team",
  "/browse",
  "/browse?kind=component",
  "/browse?owner=secret-vault",
  "/browse?owner=group:team",
  "/impact?entity=component:secret-vault",
  "/impact?entity=secret-vault",
  "/impact?entity=component:web",
  "/impact?entity=component:web&effect=breaks",
];

describe("pages under a policy", () => {
  it("S41: are the same for a hidden entity as for one that is not there, byte for byte", async () => {
    const whole = await opened([...SEEN, HIDDEN]);
    const without = await opened(SEEN);
    expect((await pageOf(whole, "/catalog/default/component/secret-vault")).status).toBe(200);
    const principal = { ref: null, roles: [] };
    const options = { view: () => whole.as(principal) };
    const others = { view: () => without.as(principal) };
    for (const path of PATHS) {
      const [hidden, absent] = [await pageOf(whole, path, options), await pageOf(without, path, others)];
      expect(hidden.html, path).toBe(absent.html);
      expect([...hidden.headers], path).toEqual([...absent.headers]);
      expect(hidden.status, path).toBe(absent.status);
    }
    await Promise.all([whole.close(), without.close()]);
  });
});

describe("pages where an entity is redacted", () => {
  it("S41: say that a restricted entity breaks, and nothing else of it", async () => {
    const redacting = { when: { $not: { "metadata.name": "secret-vault" } }, redacted: {} };
    const catalog = await opened([...SEEN, HIDDEN], redacting);
    const options = { view: () => catalog.as({ ref: null, roles: [] }) };
    const paths = PATHS.filter((path) => !path.includes("secret"));
    const pages = await Promise.all(paths.map((path) => pageOf(catalog, path, options)));
    for (const { html } of pages) expect(html).not.toContain("secret");
    const impact = pages[paths.indexOf("/impact?entity=component:web")]?.html;
    expect(impact).toContain("<em>a restricted entity (1)</em>");
    expect(impact).toContain("Nobody, or not told");
    const own = await pageOf(catalog, "/catalog/default/restricted-entity/1", options);
    expect([own.status, own.html.includes("<h1>A restricted entity</h1>")]).toEqual([403, true]);
    await catalog.close();
  });
});

function opened(
  entities: readonly object[],
  decision: Decision = { when: { $not: { "metadata.name": "secret-vault" } } },
) {
  return openCatalog({
    providers: [
      {
        name: "test",
        async *provide() {
          for (const entity of entities) yield { location: "file:catalog-info.yaml", entity };
        },
      },
    ],
    policy: { authorize: async () => decision },
    runtime: { clock: testClock() },
    schedule: false,
  });
}

function descriptor(name: string, further: object) {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name },
    spec: { type: "service", lifecycle: "production", owner: "team", ...further },
  };
}
