import { describe, expect, it } from "vitest";
import { sonarqubeFacts } from "../src/sonarqube.ts";
import { componentWith, describeFacts, TOKEN } from "./describe-facts.ts";
import { fakeSonarqube } from "./fakes/fake-sonarqube.ts";

const PROJECT = "sonarqube.org/project-key";

describeFacts("sonarqubeFacts", async () => {
  const fake = await fakeSonarqube(TOKEN);
  return {
    fake,
    source: (token) => sonarqubeFacts({ token, baseUrl: fake.baseUrl }),
    entity: componentWith({ [PROJECT]: "acme_payment-service" }),
    texts: ["acme_payment-service passes its quality gate"],
    change: () => {
      fake.state.status = "ERROR";
      fake.state.failing = ["new_coverage\u202e", "new_bugs", "new_security_rating", "new_duplicated_lines_density"];
    },
    changedTexts: [
      "acme_payment-service fails its quality gate (new coverage\\u202e, new bugs, new security rating, 1 more)",
    ],
    annotations: [PROJECT],
    paths: /^\/api\/qualitygates\/project_status$/,
  };
});

describe("sonarqubeFacts", () => {
  it("S40: follows only entities of the instance that its token is for", () => {
    const main = sonarqubeFacts({ token: TOKEN, baseUrl: "https://sonar.acme.example" });
    const other = sonarqubeFacts({ token: TOKEN, baseUrl: "https://sonar.other.example", instance: "other" });
    const followed = (value: string) =>
      [main, other].map((source) => source.appliesTo(componentWith({ [PROJECT]: value })));
    expect(followed("shop")).toEqual([true, false]);
    expect(followed("default/shop")).toEqual([true, false]);
    expect(followed("other/shop")).toEqual([false, true]);
    expect(followed("third/shop")).toEqual([false, false]);
    expect(followed("other/default/shop")).toEqual([false, true]);
    expect([main.id, other.id]).toEqual(["sonarqube", "sonarqube:other"]);
  });
});
