import { ask, type IntentName } from "@callboard/answers";
import { type Catalog, type EntityRef, entityRef } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAskable, questionOf } from "../../src/render/questions.ts";
import { acme } from "./acme.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

const refs = (...texts: readonly string[]): readonly EntityRef[] => texts.map((text) => entityRef(text));
const SERVICE = "component:default/payment-service";
const DATABASE = "resource:default/payments-db";

const ABOUT_ONE: readonly IntentName[] = [
  "owner",
  "oncall",
  "blast_radius",
  "dependencies",
  "dependents",
  "common_causes",
  "exposure",
  "changes",
  "apis_provided",
  "apis_consumed",
  "runbook",
  "docs",
  "dashboard",
  "repo",
  "channel",
  "lifecycle",
  "describe",
];

describe("questionOf", () => {
  it.each(ABOUT_ONE)("asks %s of one entity so that it is understood", (intent) => {
    expectUnderstood(intent, refs(SERVICE));
  });

  it.each([
    ["owner", [SERVICE, DATABASE]],
    ["blast_radius", [SERVICE, DATABASE]],
    ["common_causes", [SERVICE, DATABASE]],
    ["runbook", [SERVICE, DATABASE]],
    ["path", ["component:default/web-shop", DATABASE]],
    ["why", ["component:default/web-shop", DATABASE]],
    ["api_providers", ["api:default/payments-api"]],
    ["api_consumers", ["api:default/payments-api"]],
    ["list_owned", ["group:default/payments"]],
    ["team_members", ["group:default/payments"]],
    ["user_team", ["user:default/grace.adeyemi"]],
    ["list_templates", []],
    ["help", []],
  ] as const)("asks %s of %j so that it is understood", (intent, texts) => {
    expectUnderstood(intent, refs(...texts));
  });

  it("asks in every mode and environment", () => {
    for (const mode of ["down", "read-only", "slow", "bad-deploy"] as const) {
      for (const roots of [refs(DATABASE), refs(DATABASE, SERVICE)]) {
        const reply = ask(catalog, questionOf({ intent: "blast_radius", roots, mode, env: "prod" }) ?? "");
        expect(reply).toMatchObject({ intent: "blast_radius", data: { radius: { roots, mode, environment: "prod" } } });
      }
    }
  });

  it("asks a question as a person wrote it where the state holds one", () => {
    expect(questionOf({ intent: "help", roots: [], text: "who owns web" })).toBe("who owns web");
  });

  it("asks nothing where there are too few roots", () => {
    expect(questionOf({ intent: "why", roots: refs(SERVICE) })).toBeNull();
    expect(questionOf({ intent: "owner", roots: [] })).toBeNull();
  });
});

describe("isAskable", () => {
  it("knows intents from what every object has", () => {
    expect(isAskable("owner")).toBe(true);
    expect(isAskable("toString")).toBe(false);
  });
});

function expectUnderstood(intent: IntentName, roots: readonly EntityRef[]): void {
  const question = questionOf({ intent, roots });
  expect(ask(catalog, question ?? "")).toMatchObject({ outcome: "answer", intent, entities: roots });
}
