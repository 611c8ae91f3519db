import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { githubActionsFacts } from "../src/github-actions.ts";
import { componentWith, describeFacts, NOW, TOKEN } from "./describe-facts.ts";
import { fakeGithub } from "./fakes/fake-github.ts";

const SLUG = "github.com/project-slug";

describeFacts("githubActionsFacts", async () => {
  const fake = await fakeGithub(TOKEN);
  return {
    fake,
    source: (token) => githubActionsFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [SLUG]: "acme/payment-service" }),
    texts: ["Deploy #562 of main (acb5820) by mira, succeeded"],
    change: () => {
      fake.state.status = "in_progress";
      fake.state.conclusion = null;
    },
    changedTexts: ["Deploy #562 of main (acb5820) by mira, in progress"],
    annotations: [SLUG],
    paths: /^\/repos\/[^/]+\/[^/]+\/actions\/workflows\/deploy\.yml\/runs$/,
  };
});

describe("githubActionsFacts", () => {
  it("says nothing of a repository without the workflow, which is no failure", async () => {
    const fake = await fakeGithub(TOKEN);
    const source = githubActionsFacts({ token: TOKEN, baseUrl: fake.baseUrl, workflow: "release.yml" });
    const reader = factReader({ sources: [source], clock: testClock(NOW) });
    const { facts, sources } = await reader.facts(componentWith({ [SLUG]: "acme/payment-service" }));
    expect([facts, sources[0]?.reason]).toEqual([[], null]);
    expect(fake.requests[0]?.target).toMatch(
      /^\/repos\/acme\/payment-service\/actions\/workflows\/release\.yml\/runs\?/,
    );
  });
});
