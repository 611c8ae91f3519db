import { describe, expect, it } from "vitest";
import { readEdgeNotes } from "../../src/ingest/edge-notes.ts";
import { spot, validated } from "./documents.ts";

function notesOf(text: string, unknownKinds: "reject" | "keep" = "reject") {
  const result = validated(text, { unknownKinds });
  if (!result.ok) throw new Error(result.problems.map(spot).join());
  const { of, notes, problems } = readEdgeNotes(result.entity, result.kind);
  return { of, notes: Object.fromEntries(notes), problems };
}

const component = (edges: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web, namespace: retail }\nspec:\n  type: service\n  lifecycle: production\n  owner: a\n  edges: ${edges}\n`;

describe("readEdgeNotes", () => {
  it("reads the notes of an entity's own edges, relative to its namespace", () => {
    const edges =
      "{ 'Resource:Payments-DB': { needs: write }, 'resource:ops/cache': { when: fallback, in: [prod], anyOf: c } }";
    expect(notesOf(component(edges))).toEqual({
      of: "component:retail/web",
      notes: {
        "resource:retail/payments-db": { needs: "write" },
        "resource:ops/cache": { when: "fallback", in: ["prod"], anyOf: "c" },
      },
      problems: [],
    });
  });

  it("reads the notes of another entity's edges", () => {
    const text =
      "apiVersion: callboard.dev/v1\nkind: EdgeNotes\nmetadata: { name: web-notes }\nspec:\n  entity: component:shop/web\n  edges: { 'api:fx': { when: async } }\n";
    expect(notesOf(text)).toEqual({
      of: "component:shop/web",
      notes: { "api:default/fx": { when: "async" } },
      problems: [],
    });
  });

  it("reads the notes of a kind that is not known", () => {
    const text =
      "apiVersion: x/v1\nkind: Widget\nmetadata: { name: w }\nspec: { edges: { 'api:fx': { needs: read } } }\n";
    expect(notesOf(text, "keep").notes).toEqual({ "api:default/fx": { needs: "read" } });
  });

  it("has nothing to say about an entity without notes", () => {
    const text = component("{}").replace("  edges: {}\n", "");
    expect(notesOf(text)).toEqual({ of: "component:retail/web", notes: {}, problems: [] });
  });

  it.each([
    ["[a]", "/spec/edges", "spec.edges takes a mapping"],
    ["{ db: {} }", "/spec/edges/db", 'Entity ref "db" names no kind.'],
    ["{ 'api:fx': { needs: some } }", "/spec/edges/api:fx/needs", '"read", "write" or "both"'],
    ["{ 'api:fx': { wehn: async } }", "/spec/edges/api:fx/wehn", "is not a known field."],
    ["{ 'api:fx': }", "/spec/edges/api:fx", "is empty, but takes a mapping."],
    ["{ 'api:fx': { in: [] } }", "/spec/edges/api:fx/in", "at least 1"],
    ["{ 'api:fx': {}, 'API:Fx': {} }", "/spec/edges/API:Fx", "has a note already"],
  ])("warns of %s and takes the entity", (edges, path, message) => {
    const { problems } = notesOf(component(edges));
    expect(problems).toEqual([
      { severity: "warning", rule: "edges/schema", path, message: expect.stringContaining(message) },
    ]);
  });

  it("keeps the good notes beside a bad one", () => {
    expect(notesOf(component("{ 'api:a': { needs: 5 }, 'api:b': { needs: read } }")).notes).toEqual({
      "api:retail/b": { needs: "read" },
    });
  });
});
