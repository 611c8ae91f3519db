import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { alertmanagerFacts } from "../src/alertmanager.ts";
import { factReader } from "../src/fact-reader.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeAlertmanager } from "./fakes/fake-alertmanager.ts";

const LABELS = "callboard.dev/alert-labels";

describeFacts("alertmanagerFacts", async () => {
  const fake = await fakeAlertmanager(TOKEN);
  return {
    fake,
    source: (token) => alertmanagerFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [LABELS]: "service=payment-service, cluster=eu" }),
    texts: ["HighErrorRate (critical) fires: 5 % of requests fail"],
    change: () => {
      fake.state.alerts = [
        {
          alertname: "Down\u2028",
          labels: { service: "payment-service", cluster: "eu" },
          startsAt: NOW,
          summary: "no\nanswer",
        },
      ];
    },
    changedTexts: ["Down fires: no answer"],
    annotations: [LABELS],
    paths: /^\/api\/v2\/alerts$/,
  };
});

describe("alertmanagerFacts", () => {
  async function opened() {
    const fake = await fakeAlertmanager(TOKEN);
    const source = alertmanagerFacts({ token: TOKEN, baseUrl: fake.baseUrl });
    const reader = factReader({ sources: [source], clock: testClock(NOW), freshMs: 0 });
    const texts = async (annotations: Readonly<Record<string, string>>) =>
      (await reader.facts(componentWith(annotations))).facts.map(({ text }) => text);
    return { fake, texts };
  }

  it("looks for the name of an entity that names no labels", async () => {
    const { texts } = await opened();
    expect(await texts({})).toEqual(["HighErrorRate (critical) fires: 5 % of requests fail"]);
  });

  it("looks in each instance for an entity that names none, else in the one it names", () => {
    const instances = ["eu", "us"].map((instance) =>
      alertmanagerFacts({ baseUrl: "https://alerts.example", instance }),
    );
    const askedFor = (annotations: Readonly<Record<string, string>>) =>
      instances.filter((source) => source.appliesTo(componentWith(annotations))).map(({ id }) => id);
    expect(askedFor({})).toEqual(["alertmanager:eu", "alertmanager:us"]);
    expect(askedFor({ "callboard.dev/alertmanager-instance": "us" })).toEqual(["alertmanager:us"]);
    expect(askedFor({ [LABELS]: "service=x", "callboard.dev/alertmanager-instance": "asia" })).toEqual([]);
  });

  it("S40: keeps the value of a label within its quotes", async () => {
    const { fake, texts } = await opened();
    expect(await texts({ [LABELS]: 'service=x" or service=~".*\\' })).toEqual([]);
    const sent = new URLSearchParams(fake.requests[0]?.target.split("?")[1]).getAll("filter");
    expect(sent).toEqual(['service="x\\" or service=~\\".*\\\\"']);
  });

  it("shows five alerts, the latest first, and how many more there are", async () => {
    const { fake, texts } = await opened();
    fake.state.alerts = Array.from({ length: 7 }, (_, index) => ({
      alertname: `Alert${index}`,
      labels: { service: "payment-service" },
      startsAt: `2026-11-20T05:0${index}:00Z`,
      summary: "",
    }));
    const shown = ["Alert6 fires", "Alert5 fires", "Alert4 fires", "Alert3 fires", "Alert2 fires"];
    expect(await texts({})).toEqual([...shown, "2 more alerts fire"]);
  });
});
