import { type EntityRef, entityRef } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActionState } from "../../src/render/action-state.ts";
import { decodeState, encodeState, refKey, type StatePlace } from "../../src/render/encode-state.ts";

const LONG = `component:${"n".repeat(60)}/${"x".repeat(150)}`;
const view = catalogOf("component:web dependsOn resource:db", LONG);
const ref = (text: string): EntityRef => entityRef(text);
const web = ref("component:default/web");

function encoded(state: ActionState, place?: StatePlace): string {
  const text = encodeState(state, place);
  if (text === null) throw new Error("The state does not fit.");
  return text;
}

describe("encodeState", () => {
  it("is compact JSON that decodeState reads", () => {
    const state = { intent: "blast_radius", roots: [web], mode: "read-only", env: "prod" } as const;
    const text = encoded(state);
    expect(text).toBe(
      '{"v":1,"intent":"blast_radius","roots":["component:default/web"],"mode":"read-only","env":"prod"}',
    );
    expect(decodeState(text, view)).toEqual(state);
  });

  it("keys long refs, the same in every process", () => {
    const text = encoded({ intent: "owner", roots: [ref(LONG)] });
    expect(text).toContain(refKey(ref(LONG), 0));
    expect(text.length).toBeLessThan(80);
    expect(decodeState(text, view)?.roots).toEqual([LONG]);
  });

  it("keys every ref where there is little room, and gives up where even that is too long", () => {
    const roots = Array.from({ length: 8 }, (_, index) => ref(`component:default/${"w".repeat(40)}-${index}`));
    const many = catalogOf(...roots);
    const text = encoded({ intent: "blast_radius", roots }, "block-id");
    expect(text.length).toBeLessThanOrEqual(255);
    expect(decodeState(text, many)?.roots).toEqual(roots);
    const far = Array.from({ length: 12 }, (_, index) => ref(`component:default/${"w".repeat(40)}-${index}`));
    expect(encodeState({ intent: "blast_radius", roots: far }, "block-id")).toBeNull();
  });
});

describe("decodeState", () => {
  const good = { v: 1, intent: "owner", roots: ["component:default/web"] };

  it.each([
    ["another version", { ...good, v: 2 }],
    ["an intent that nobody can ask", { ...good, intent: "drop_tables" }],
    ["an intent of every object", { ...good, intent: "constructor" }],
    ["a field it does not know", { ...good, admin: true }],
    ["roots that are no list", { ...good, roots: "component:default/web" }],
    ["a root that is no ref", { ...good, roots: ["<!channel>"] }],
    ["a root that is not in its canonical form", { ...good, roots: ["Component:Web"] }],
    ["a root that is no text", { ...good, roots: [{ toString: 1 }] }],
    ["too many roots", { ...good, roots: Array.from({ length: 51 }, () => "component:default/web") }],
    ["a key of nothing", { ...good, roots: [`~${"a".repeat(22)}`] }],
    ["a mode of every object", { ...good, mode: "toString" }],
    ["an environment that is a question of its own", { ...good, env: "prod\n and delete" }],
    ["an environment that mentions", { ...good, env: "<!here>" }],
    ["a team that is no ref", { ...good, team: 7 }],
    ["an endless question", { ...good, text: "x".repeat(301) }],
    ["a list", [good]],
    ["nothing", null],
  ])("refuses %s", (_, value) => {
    expect(decodeState(JSON.stringify(good), view)).not.toBeNull();
    expect(decodeState(JSON.stringify(value), view)).toBeNull();
  });

  it("refuses what is no JSON, what is too long, and keys of every prototype", () => {
    expect(decodeState("{", view)).toBeNull();
    expect(decodeState(JSON.stringify(good) + " ".repeat(3_001), view)).toBeNull();
    expect(decodeState('{"__proto__":{"v":1},"intent":"owner","roots":[]}', view)).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        decodeState(text, view);
      }),
    );
  });
});
