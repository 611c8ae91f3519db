import { describe, expect, it } from "vitest";
import { edgeNoteUnknown } from "../../src/lint/edge-note-unknown.ts";
import { findings, messages } from "./linted.ts";

describe("edgeNoteUnknown", () => {
  it("finds a note on an edge that is not declared", () => {
    const web = { spec: { dependsOn: ["resource:db"], edges: { "resource:dbb": { needs: "read" } } } };
    expect(messages(edgeNoteUnknown, { "component:default/web": web })).toEqual([
      'component:default/web spec.edges: "resource:dbb" is not among what component:default/web needs. It needs resource:default/db.',
    ]);
    expect(findings(edgeNoteUnknown, { "component:default/web": web })[0]?.path).toBe("/spec/edges/resource:dbb");
  });

  it("says what to do where nothing is declared", () => {
    expect(messages(edgeNoteUnknown, { "component:default/web": { spec: { edges: { "resource:db": {} } } } })).toEqual([
      expect.stringContaining("Declare the dependency, or remove the note."),
    ]);
  });

  it("finds a note that stands with the provider of an API and not with the API", () => {
    const web = { spec: { providesApis: ["shop"], edges: { "api:shop": {} } } };
    const shop = { spec: { edges: { "component:web": {} } } };
    const found = findings(edgeNoteUnknown, { "component:default/web": web, "api:default/shop": shop });
    expect(found.map(({ entity }) => entity)).toEqual(["component:default/web"]);
  });

  it("leaves notes that cannot be read to ingest", () => {
    const web = { spec: { edges: { db: {}, "resource:db": { needs: "much" } } } };
    expect(findings(edgeNoteUnknown, { "component:default/web": web })).toEqual([]);
  });

  it("finds a note about another entity's edge that is not declared", () => {
    const entities = {
      "edgenotes:default/notes": {
        spec: { entity: "component:web", edges: { "resource:db": {}, "resource:cache": {} } },
      },
      "component:default/web": { spec: { dependsOn: ["resource:db"] } },
    };
    expect(messages(edgeNoteUnknown, entities)).toEqual([
      expect.stringContaining('spec.edges: "resource:cache" is not among what component:default/web needs'),
    ]);
  });

  it("lists a few of many dependencies", () => {
    const dependsOn = Array.from({ length: 8 }, (_, index) => `resource:db${index}`);
    const [message] = messages(edgeNoteUnknown, {
      "component:default/web": { spec: { dependsOn, edges: { "resource:x": {} } } },
    });
    expect(message).toMatch(/resource:default\/db4 and 3 more\.$/);
  });

  it("is content with edges of every sort, in any case, and declared by the other end", () => {
    const web = {
      spec: {
        dependsOn: ["component:api"],
        consumesApis: ["rates"],
        edges: { "Component:API": {}, "api:rates": {}, "resource:default/db": {} },
      },
    };
    const db = { spec: { dependencyOf: ["component:web"] } };
    expect(findings(edgeNoteUnknown, { "component:default/web": web, "resource:default/db": db })).toEqual([]);
  });

  it("leaves notes about an entity that is not there to dangling-ref", () => {
    const notes = { spec: { entity: "component:gone", edges: { "resource:db": {} } } };
    expect(findings(edgeNoteUnknown, { "edgenotes:default/notes": notes })).toEqual([]);
  });
});
