import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { grafanaOncallFacts } from "../src/grafana-oncall.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeGrafanaOncall } from "./fakes/fake-grafana-oncall.ts";

const SCHEDULE = "callboard.dev/grafana-oncall-schedule";

describeFacts("grafanaOncallFacts", async () => {
  const fake = await fakeGrafanaOncall(TOKEN);
  return {
    fake,
    source: (token) => grafanaOncallFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [SCHEDULE]: "SBM7DV7BKFUYU" }),
    texts: ["ana is on call until 08:00 UTC (Payments primary)"],
    change: () => {
      fake.state.onCall = "mira\u200b";
    },
    changedTexts: ["mira\\u200b is on call until 08:00 UTC (Payments primary)"],
    annotations: [SCHEDULE],
    paths: /^\/api\/v1\/schedules(\/[^/]+(\/final_shifts)?)?$/,
  };
});

describe("grafanaOncallFacts", () => {
  it("finds a schedule by its name too", async () => {
    const fake = await fakeGrafanaOncall(TOKEN);
    const source = grafanaOncallFacts({ token: TOKEN, baseUrl: fake.baseUrl });
    const reader = factReader({ sources: [source], clock: testClock(NOW) });
    const known = await reader.facts(componentWith({ [SCHEDULE]: "Payments primary" }));
    expect(known.facts.map(({ text }) => text)).toEqual(["ana is on call until 08:00 UTC (Payments primary)"]);
    const unknown = await reader.facts(componentWith({ [SCHEDULE]: "Payments" }));
    expect(unknown.sources[0]?.reason).toMatch(/^Grafana OnCall does not have what the annotation /);
  });

  it("S40: follows only entities of the instance that its token is for", () => {
    const source = grafanaOncallFacts({ token: TOKEN, baseUrl: "https://oncall.acme.example", instance: "eu" });
    const at = (annotations: object) => source.appliesTo(componentWith({ [SCHEDULE]: "primary", ...annotations }));
    const instance = "callboard.dev/grafana-oncall-instance";
    expect([at({}), at({ [instance]: "eu" }), at({ [instance]: "us" })]).toEqual([false, true, false]);
  });
});
