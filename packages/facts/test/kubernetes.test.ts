import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { kubernetesFacts } from "../src/kubernetes.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeKubernetes } from "./fakes/fake-kubernetes.ts";

const ID = "backstage.io/kubernetes-id";
const SELECTOR = "backstage.io/kubernetes-label-selector";
const NAMESPACE = "backstage.io/kubernetes-namespace";
const CLUSTER = "backstage.io/kubernetes-cluster";

describeFacts("kubernetesFacts", async () => {
  const fake = await fakeKubernetes(TOKEN);
  return {
    fake,
    source: (token) => kubernetesFacts({ token, baseUrl: fake.baseUrl, namespaces: ["payments"] }),
    entity: componentWith({ [ID]: "payment-service" }),
    texts: ["payment-service is rolled out: 3 of 3 ready, 3 updated (payments)"],
    change: () => {
      Object.assign(fake.state, { name: "pay\u202e", ready: 0, updated: 1, reason: "ProgressDeadlineExceeded" });
    },
    changedTexts: ["pay\\u202e is stuck in its rollout: 0 of 3 ready, 1 updated (payments)"],
    annotations: [ID, SELECTOR],
    paths: /^\/apis\/apps\/v1\/namespaces\/payments\/deployments$/,
  };
});

describe("kubernetesFacts", () => {
  async function opened(namespaces: readonly string[] | "all") {
    const fake = await fakeKubernetes(TOKEN);
    const source = kubernetesFacts({ token: TOKEN, baseUrl: fake.baseUrl, namespaces });
    const reader = factReader({ sources: [source], clock: testClock(NOW), freshMs: 0 });
    const read = (annotations: Readonly<Record<string, string>> = {}) =>
      reader.facts(componentWith({ [ID]: "payment-service", ...annotations }));
    const paths = () => fake.requests.map(({ target }) => target.split("?")[0]);
    return { fake, read, paths };
  }

  it("S40: reads no namespace but those of the configuration", async () => {
    const { read, paths } = await opened(["payments", "shop"]);
    expect((await read({ [NAMESPACE]: "kube-system" })).sources[0]?.reason).toMatch(
      /a namespace that may not be read$/,
    );
    expect((await read({ [NAMESPACE]: "../../x" })).sources[0]?.reason).toMatch(/Write a value such as payments$/);
    expect(paths()).toEqual([]);
    expect((await read({ [NAMESPACE]: "payments" })).facts).toHaveLength(1);
    expect((await read()).facts).toHaveLength(1);
    const [payments, shop] = ["payments", "shop"].map((name) => `/apis/apps/v1/namespaces/${name}/deployments`);
    expect(paths()).toEqual([payments, payments, shop]);
  });

  it("reads the whole cluster only where it is told to", async () => {
    const { read, paths } = await opened("all");
    expect((await read()).facts).toHaveLength(1);
    expect(paths()).toEqual(["/apis/apps/v1/deployments"]);
  });

  it("S40: follows only entities of the cluster that its token is for", () => {
    const options = { token: TOKEN, baseUrl: "https://eu.acme.example", namespaces: "all" } as const;
    const source = kubernetesFacts({ ...options, cluster: "eu" });
    const at = (annotations: object) => source.appliesTo(componentWith({ [ID]: "shop", ...annotations }));
    expect([at({}), at({ [CLUSTER]: "eu" }), at({ [CLUSTER]: "us" })]).toEqual([true, true, false]);
    expect(kubernetesFacts(options).appliesTo(componentWith({ [ID]: "shop", [CLUSTER]: "us" }))).toBe(false);
  });

  it.each([
    [{ observed: 3 }, "is rolling out: 3 of 3 ready, 3 updated"],
    [{ replicas: 4, updated: 1 }, "is rolling out: 3 of 3 ready, 1 updated"],
    [{ ready: 2 }, "lacks ready replicas: 2 of 3 ready, 3 updated"],
    [{ ready: 0 }, "lacks ready replicas: 0 of 3 ready, 3 updated"],
  ])("tells how a rollout with %j stands", async (state, expected) => {
    const { fake, read } = await opened(["payments"]);
    Object.assign(fake.state, state);
    expect((await read()).facts[0]?.text).toBe(`payment-service ${expected} (payments)`);
  });

  it("takes 1 to 20 namespaces", () => {
    const many = Array.from({ length: 21 }, (_, index) => `n${index}`);
    for (const namespaces of [[], many]) {
      const make = () => kubernetesFacts({ token: TOKEN, baseUrl: "https://eu.acme.example", namespaces });
      expect(make).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    }
  });
});
