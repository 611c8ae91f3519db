import { describe, expect, it } from "vitest";
import { dependencyCycle } from "../../src/lint/dependency-cycle.ts";
import { wrongWay } from "../../src/lint/wrong-way.ts";
import { findings, messages } from "./linted.ts";

const payments = { spec: { providesApis: ["rates"], dependsOn: ["component:web"] } };
const web = { spec: { consumesApis: ["rates"] } };
const both = { "api:default/rates": {} };

describe("wrongWay", () => {
  it("finds a consumer of an API among the dependencies of its provider, at its place", () => {
    const provider = { ...payments, positions: { "/spec/dependsOn/0": [12, 7] } } as const;
    expect(
      findings(wrongWay, { ...both, "component:default/payments": provider, "component:default/web": web }),
    ).toEqual([
      {
        severity: "warning",
        rule: "wrong-way",
        message:
          "spec.dependsOn[0]: component:default/web needs api:default/rates, which component:default/payments provides, " +
          "so component:default/payments hardly needs component:default/web. " +
          "Remove it, or describe the edge in spec.edges if it is meant.",
        location: "file:catalog-info.yaml",
        line: 12,
        column: 7,
        entity: "component:default/payments",
        path: "/spec/dependsOn/0",
      },
    ]);
  });

  it("finds a provider in dependencyOf of its consumer", () => {
    const consumer = { spec: { consumesApis: ["rates"], dependencyOf: ["component:payments"] } };
    const provider = { spec: { providesApis: ["rates"] } };
    expect(
      messages(wrongWay, { ...both, "component:default/payments": provider, "component:default/web": consumer }),
    ).toEqual([
      expect.stringMatching(/^component:default\/web spec\.dependencyOf\[0\]: component:default\/web needs api/),
    ]);
  });

  it("finds a database that depends on a component which depends on it", () => {
    const entities = {
      "resource:default/db": { spec: { dependsOn: ["component:web"] } },
      "component:default/web": { spec: { dependsOn: ["resource:db"] } },
    };
    expect(messages(wrongWay, entities)).toEqual([
      expect.stringMatching(
        /^resource:default\/db spec\.dependsOn\[0\]: component:default\/web needs resource:default\/db, so/,
      ),
    ]);
  });

  it("finds a database that one component names as dependency and as dependent", () => {
    const entities = {
      "resource:default/db": {},
      "component:default/web": { spec: { dependsOn: ["resource:db"], dependencyOf: ["resource:db"] } },
    };
    expect(messages(wrongWay, entities)).toEqual([
      expect.stringContaining("component:default/web spec.dependencyOf[0]:"),
    ]);
  });

  it("leaves two components that need each other to the rule about circles, which finds one", () => {
    const plain = {
      "component:default/a": { spec: { dependsOn: ["component:b"] } },
      "component:default/b": { spec: { dependsOn: ["component:a"] } },
    };
    const overApis = {
      "component:default/a": { spec: { providesApis: ["x"], consumesApis: ["y"], dependsOn: ["component:b"] } },
      "component:default/b": { spec: { providesApis: ["y"], consumesApis: ["x"], dependsOn: ["component:a"] } },
      "api:default/x": {},
      "api:default/y": {},
    };
    for (const entities of [plain, overApis]) {
      expect(findings(wrongWay, entities)).toEqual([]);
      expect(findings(dependencyCycle, entities)).toHaveLength(1);
    }
  });

  it("is content with a client library that the provider itself is built with", () => {
    const client = { spec: { type: "library", consumesApis: ["rates"] } };
    const entities = { ...both, "component:default/payments": payments, "component:default/web": client };
    expect(findings(wrongWay, entities)).toEqual([]);
  });

  it("is content with an edge that both ends declare", () => {
    const consumer = { spec: { consumesApis: ["rates"], dependencyOf: ["component:payments"] } };
    const entities = { ...both, "component:default/payments": payments, "component:default/web": consumer };
    expect(findings(wrongWay, entities)).toEqual([]);
  });

  it("is content with an edge that spec.edges describes, here or in a document of its own", () => {
    const described = { spec: { ...payments.spec, edges: { "component:web": { when: "async" } } } };
    const entities = { ...both, "component:default/payments": described, "component:default/web": web };
    expect(findings(wrongWay, entities)).toEqual([]);

    const notes = { spec: { entity: "component:payments", edges: { "component:web": { when: "async" } } } };
    const apart = { ...both, "component:default/payments": payments, "component:default/web": web };
    expect(findings(wrongWay, { ...apart, "edgenotes:default/notes": notes })).toEqual([]);
  });

  it("is content with what only looks alike", () => {
    const entities = {
      ...both,
      "component:default/payments": {
        spec: { providesApis: ["rates"], dependsOn: ["component:ledger", "resource:db"] },
      },
      "component:default/web": { spec: { consumesApis: ["rates"], dependsOn: ["component:payments"] } },
      "component:default/ledger": { spec: { consumesApis: ["fx"] } },
      "resource:default/db": { spec: { dependsOn: ["resource:disk", "component:operator"] } },
      "component:default/self": {
        spec: { providesApis: ["own"], consumesApis: ["own"], dependsOn: ["component:self"] },
      },
    };
    expect(findings(wrongWay, entities)).toEqual([]);
  });

  it("takes time in proportion to a catalog in which all depend on one consumer of all", () => {
    const hub = (size: number) => {
      const names = Array.from({ length: size }, (_, index) => `p${index}`);
      const providers = names.map((name) => {
        const spec = {
          providesApis: names.map((other) => `${name}-${other}`).slice(0, 20),
          dependsOn: ["component:hub"],
        };
        return [`component:default/${name}`, { spec }] as const;
      });
      const consumesApis = names.map((name) => `${name}-p19`);
      return { ...Object.fromEntries(providers), "component:default/hub": { spec: { consumesApis } } };
    };
    const cpuMs = (size: number) => {
      const entities = hub(size);
      const start = process.cpuUsage();
      expect(findings(wrongWay, entities)).toHaveLength(size);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    cpuMs(500);
    expect(cpuMs(4_000)).toBeLessThan(40 * Math.max(cpuMs(500), 5));
  });
});
