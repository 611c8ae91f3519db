import { describe, expect, it } from "vitest";
import { githubDeploymentFacts } from "../src/github-deployments.ts";
import { componentWith, describeFacts, TOKEN } from "./describe-facts.ts";
import { fakeGithub } from "./fakes/fake-github.ts";

const SLUG = "github.com/project-slug";
const LOCATION = "backstage.io/source-location";

describeFacts("githubDeploymentFacts", async () => {
  const fake = await fakeGithub(TOKEN);
  return {
    fake,
    source: (token) => githubDeploymentFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [SLUG]: "acme/payment-service" }),
    texts: ["deployed v1.42 to prod by mira, succeeded", "deployed a84d88e to staging by mira, state not known"],
    change: () => {
      fake.state.ref = "v1.43\u202e";
      fake.state.deployed = "constructor";
    },
    changedTexts: [
      "deployed v1.43\\u202e to prod by mira, state not known",
      "deployed a84d88e to staging by mira, state not known",
    ],
    annotations: [SLUG],
    paths: /^\/repos\/[^/]+\/[^/]+\/deployments(\/\d+\/statuses)?$/,
  };
});

describe("githubDeploymentFacts", () => {
  const source = githubDeploymentFacts({ token: TOKEN, owners: ["Acme"] });
  const at = (location: string, slug = "acme/payment-service") =>
    source.appliesTo(componentWith({ [SLUG]: slug, [LOCATION]: location }));

  it("S40: follows only entities whose source is on the host that its token is for", () => {
    expect(at("url:https://github.com/acme/payment-service/tree/main/")).toBe(true);
    expect(at("url:https://ghe.acme.example/acme/payment-service/")).toBe(false);
    expect(at("dir:./")).toBe(true);
    const enterprise = githubDeploymentFacts({ token: TOKEN, baseUrl: "https://ghe.acme.example/api/v3" });
    const location = "url:https://ghe.acme.example/acme/payment-service/";
    expect(enterprise.appliesTo(componentWith({ [SLUG]: "acme/x", [LOCATION]: location }))).toBe(true);
  });

  it("S40: follows only repositories of the owners that it may read", () => {
    expect(at("dir:./", "ACME/payment-service")).toBe(true);
    expect(at("dir:./", "acme-two/payment-service")).toBe(false);
    expect(at("dir:./", "")).toBe(false);
  });

  it("has a name of its own beside another one", () => {
    expect(githubDeploymentFacts({ token: TOKEN, name: "GHE" }).id).toBe("github-deployments:ghe");
  });
});
