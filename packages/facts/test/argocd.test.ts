import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { argocdFacts } from "../src/argocd.ts";
import { factReader } from "../src/fact-reader.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeArgocd } from "./fakes/fake-argocd.ts";

const NAME = "argocd/app-name";
const SELECTOR = "argocd/app-selector";

describeFacts("argocdFacts", async () => {
  const fake = await fakeArgocd(TOKEN);
  return {
    fake,
    source: (token) => argocdFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [NAME]: "payment-service-prod" }),
    texts: ["payment-service-prod is healthy, synced", "payment-service-prod deployed acb5820 by mira"],
    change: () => {
      Object.assign(fake.state, { health: "Degraded", sync: "OutOfSync", by: "mira\u0000", revision: "v2" });
    },
    changedTexts: ["payment-service-prod is degraded, out of sync", "payment-service-prod deployed v2 by mira\\u0000"],
    annotations: [NAME, SELECTOR],
    paths: /^\/api\/v1\/applications(\/[^/]+)?$/,
  };
});

describe("argocdFacts", () => {
  it("finds applications by their labels", async () => {
    const fake = await fakeArgocd(TOKEN);
    const source = argocdFacts({ token: TOKEN, baseUrl: fake.baseUrl });
    const reader = factReader({ sources: [source], clock: testClock(NOW) });
    const count = async (selector: string) =>
      (await reader.facts(componentWith({ [SELECTOR]: selector }))).facts.length;
    expect([await count("app=payment-service"), await count("app=search")]).toEqual([2, 0]);
  });

  it("S40: follows only entities of the instance that its token is for, and no address of theirs", () => {
    const source = argocdFacts({ token: TOKEN, baseUrl: "https://argocd.acme.example", instance: "eu" });
    const at = (annotations: object) => source.appliesTo(componentWith({ [NAME]: "shop", ...annotations }));
    expect([at({}), at({ "argocd/instance-name": "eu" }), at({ "argocd/instance-name": "us" })]).toEqual([
      false,
      true,
      false,
    ]);
    expect(source.appliesTo(componentWith({ "argocd/proxy-url": "https://evil.example" }))).toBe(false);
  });
});
