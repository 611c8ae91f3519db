import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { pagerdutyFacts } from "../src/pagerduty.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakePagerduty } from "./fakes/fake-pagerduty.ts";

const SERVICE = "pagerduty.com/service-id";
const INTEGRATION = "pagerduty.com/integration-key";

describeFacts("pagerdutyFacts", async () => {
  const fake = await fakePagerduty(TOKEN);
  return {
    fake,
    source: (token) => pagerdutyFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [SERVICE]: "PIJ90N7" }),
    texts: ["Ana Sousa is on call until 08:00 UTC (Payments primary)"],
    change: () => {
      fake.state.onCall = "Mira\u202e\nHansen";
    },
    changedTexts: ["Mira\\u202e Hansen is on call until 08:00 UTC (Payments primary)"],
    annotations: [SERVICE, INTEGRATION],
    paths: /^\/(services|services\/[^/]+|oncalls)$/,
  };
});

describe("pagerdutyFacts", () => {
  async function opened(account?: string) {
    const fake = await fakePagerduty(TOKEN);
    const source = pagerdutyFacts({ token: TOKEN, baseUrl: fake.baseUrl, ...(account && { account }) });
    return { fake, source, reader: factReader({ sources: [source], clock: testClock(NOW), freshMs: 0 }) };
  }

  it("finds the service by the key of one of its integrations, and by no other key", async () => {
    const { fake, reader } = await opened();
    const known = await reader.facts(componentWith({ [INTEGRATION]: fake.state.key }));
    expect(known.facts).toEqual([
      {
        type: "on-call",
        text: "Ana Sousa is on call until 08:00 UTC (Payments primary)",
        url: "https://acme.pagerduty.com/schedules/PI7DH85",
        at: "2026-11-19T08:00:00.000Z",
        until: "2026-11-20T08:00:00.000Z",
        source: "pagerduty",
        readAt: NOW,
        stale: false,
      },
    ]);
    const unknown = await reader.facts(componentWith({ [INTEGRATION]: "b50bb9bb" }));
    expect([unknown.facts, unknown.sources[0]?.reason]).toEqual([
      [],
      "PagerDuty does not have what the annotation pagerduty.com/integration-key names",
    ]);
  });

  it("says of a service that is not there that it is not there, rather than that nobody is on call", async () => {
    const { reader } = await opened();
    const { facts, sources } = await reader.facts(componentWith({ [SERVICE]: "PNOTHERE" }));
    expect(facts).toEqual([]);
    expect(sources[0]?.reason).toBe(
      "PagerDuty has nothing there that the token can see (status 404); check the annotation",
    );
  });

  it("S40: follows only entities of the account that its token is for", async () => {
    const { source } = await opened();
    const { source: other } = await opened("emea");
    const own = componentWith({ [SERVICE]: "PIJ90N7" });
    const theirs = componentWith({ [SERVICE]: "PIJ90N7", "pagerduty.com/account": "emea" });
    expect([source.appliesTo(own), source.appliesTo(theirs)]).toEqual([true, false]);
    expect([other.appliesTo(own), other.appliesTo(theirs), other.id]).toEqual([false, true, "pagerduty:emea"]);
  });
});
