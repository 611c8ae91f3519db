import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { opsgenieFacts } from "../src/opsgenie.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeOpsgenie } from "./fakes/fake-opsgenie.ts";

describeFacts("opsgenieFacts", async () => {
  const fake = await fakeOpsgenie(TOKEN);
  return {
    fake,
    source: (token) => opsgenieFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ "opsgenie.com/team": "Payments" }),
    texts: ["ana@acme.example is on call (Payments primary)"],
    change: () => {
      fake.state.onCall = ["mira\u0007@acme.example", "ana@acme.example"];
    },
    changedTexts: [
      "mira\\u0007@acme.example is on call (Payments primary)",
      "ana@acme.example is on call (Payments primary)",
    ],
    annotations: ["opsgenie.com/team"],
    paths: /^\/v2\/schedules(\/[^/]+\/on-calls)?$/,
  };
});

describe("opsgenieFacts", () => {
  it("says of a team without a schedule that there is none, rather than that nobody is on call", async () => {
    const fake = await fakeOpsgenie(TOKEN);
    const source = opsgenieFacts({ token: TOKEN, baseUrl: fake.baseUrl });
    const { facts, sources } = await factReader({ sources: [source], clock: testClock(NOW) }).facts(
      componentWith({ "opsgenie.com/team": "Paymnets" }),
    );
    expect(facts).toEqual([]);
    expect(sources[0]?.reason).toBe("Opsgenie does not have what the annotation opsgenie.com/team names");
  });

  it("S40: follows only entities of the account that its token is for", () => {
    const at = (entityAccount: object, options: object) =>
      opsgenieFacts({ token: TOKEN, ...options }).appliesTo(
        componentWith({ "opsgenie.com/team": "Payments", ...entityAccount }),
      );
    const emea = { "callboard.dev/opsgenie-account": "emea" };
    expect([at({}, {}), at(emea, {}), at({}, { account: "emea" }), at(emea, { account: "emea" })]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
