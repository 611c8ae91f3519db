import { describe, expect, it } from "vitest";
import { deprecatedInUse } from "../../src/lint/deprecated-in-use.ts";
import { findings, messages } from "./linted.ts";

const api = { spec: { lifecycle: "Deprecated" } };

describe("deprecatedInUse", () => {
  it("finds what still needs something deprecated", () => {
    const web = { spec: { lifecycle: "production", dependsOn: ["component:api"] } };
    expect(messages(deprecatedInUse, { "component:default/web": web, "component:default/api": api })).toEqual([
      "component:default/web spec.dependsOn[0]: component:default/api is deprecated, and component:default/web still needs it. Move it to a replacement.",
    ]);
  });

  it("finds an API that a deprecated component provides", () => {
    const provider = { spec: { lifecycle: "deprecated", providesApis: ["rates"] } };
    const entities = { "component:default/old": provider, "api:default/rates": { spec: { lifecycle: "production" } } };
    expect(messages(deprecatedInUse, entities)).toEqual([expect.stringContaining("api:default/rates still needs it")]);
  });

  it("is content when both are deprecated, when neither is, and with relations that no failure follows", () => {
    const web = { spec: { lifecycle: "deprecated", dependsOn: ["component:api"] } };
    const job = { spec: { lifecycle: "production", dependsOn: ["component:web2"], subcomponentOf: "api" } };
    const entities = {
      "component:default/web": web,
      "component:default/api": api,
      "component:default/job": job,
      "component:default/web2": { spec: { lifecycle: "experimental" } },
    };
    expect(findings(deprecatedInUse, entities)).toEqual([]);
  });
});
