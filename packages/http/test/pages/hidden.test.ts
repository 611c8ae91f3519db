import { openCatalog } from "@callboard/core";
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

function opened(entities: readonly object[]) {
  return openCatalog({
    providers: [
      {
        name: "test",
        async *provide() {
          for (const entity of entities) yield { location: "file:catalog-info.yaml", entity };
        },
      },
    ],
    policy: { authorize: async () => ({ when: { $not: { "metadata.name": "secret-vault" } } }) },
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
