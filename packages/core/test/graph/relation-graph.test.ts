import { describe, expect, it } from "vitest";
import { z } from "zod";
import { blastRadius } from "../../src/graph/blast-radius.ts";
import { type RelationGraph, relationGraph } from "../../src/graph/relation-graph.ts";
import { dependents } from "../../src/graph/walk.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";
import { kinds, refOf, stored } from "./stored.ts";

const db = refOf("resource:db");
const web = refOf("component:web");

function effects(graph: RelationGraph, root: string): Record<string, string> {
  const { affected } = blastRadius(graph, [refOf(root)], {}, { revision: 1, incompleteSources: [] });
  return Object.fromEntries(affected.map(({ ref, effect }) => [ref, effect]));
}

describe("relationGraph", () => {
  it("knows a relation from both ends, whoever declares it", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["resource:db"], owner: "shop" } }),
      stored("resource:db", { spec: { dependencyOf: ["component:batch"] } }),
    ]);
    expect(graph.relationsOf(db)).toEqual([
      { type: "dependencyOf", targetRef: "component:default/batch" },
      { type: "dependencyOf", targetRef: "component:default/web" },
    ]);
    expect(graph.relationsOf(web)).toEqual([
      { type: "dependsOn", targetRef: db },
      { type: "ownedBy", targetRef: "group:default/shop" },
    ]);
    expect(graph.targets(refOf("group:shop"), "ownerOf")).toEqual([web]);
    expect(graph.targets(refOf("component:batch"), "dependsOn")).toEqual([db]);
    expect(graph.targets(web, "noSuchRelation")).toEqual([]);
  });

  it("takes a ref for the same however it is written, when loading", () => {
    const graph = relationGraph(kinds, [
      stored(db),
      stored("component:upper", { spec: { dependsOn: ["RESOURCE:DEFAULT/DB"] } }),
      stored("component:whole", { spec: { dependsOn: ["resource:default/db"] } }),
      stored("component:short", { spec: { dependsOn: ["resource:db"] } }),
    ]);
    expect(graph.targets(db, "dependencyOf")).toEqual([
      "component:default/short",
      "component:default/upper",
      "component:default/whole",
    ]);
    expect(graph.ids.size).toBe(4);
  });

  it("loads an edge once that a document declares several times, and forgets it at once", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["resource:db", "Resource:DB"], dependencyOf: ["component:web"] } }),
      stored("component:api", { spec: { dependsOn: ["component:api"], dependencyOf: ["component:api"] } }),
    ]);
    expect(graph.targets(db, "dependencyOf")).toEqual([web]);
    graph.set(stored("component:web"));
    graph.set(stored("component:api"));
    expect(graph.targets(db, "dependencyOf")).toEqual([]);
    expect(graph.relationsOf(web)).toEqual([]);
    expect(graph.relationsOf(refOf("component:api"))).toEqual([]);
  });

  it("loads each edge once of documents that declare many, several times and by several fields", () => {
    const needed = Array.from({ length: 40 }, (_, index) => `resource:r${index % 25}`);
    const written = { dependsOn: needed, system: "shop", subcomponentOf: "api" };
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: written }),
      stored("component:api", { spec: { ...written, subcomponentOf: "system:shop" } }),
    ]);
    expect(graph.targets(web, "dependsOn")).toHaveLength(25);
    expect(graph.targets(web, "partOf")).toEqual(["component:default/api", "system:default/shop"]);
    expect(graph.targets(refOf("component:api"), "partOf")).toEqual(["system:default/shop"]);
    graph.set(stored("component:web"));
    graph.set(stored("component:api"));
    expect(graph.targets(refOf("resource:r1"), "dependencyOf")).toEqual([]);
  });

  it("reads the same text by its field and by the namespace it stands in, when loading", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { owner: "shop", system: "shop" } }),
      stored("component:retail/web", { spec: { owner: "shop", system: "" } }),
    ]);
    expect(graph.relationsOf(web)).toEqual([
      { type: "ownedBy", targetRef: "group:default/shop" },
      { type: "partOf", targetRef: "system:default/shop" },
    ]);
    expect(graph.targets(refOf("component:retail/web"), "ownedBy")).toEqual(["group:retail/shop"]);
  });

  it("keeps an edge that both ends declare until both drop it", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["resource:db"] } }),
      stored("resource:db", { spec: { dependencyOf: ["component:web"] } }),
    ]);
    expect(graph.targets(db, "dependencyOf")).toEqual([web]);
    graph.set(stored("component:web"));
    expect(graph.targets(db, "dependencyOf")).toEqual([web]);
    graph.set(stored("resource:db"));
    expect(graph.targets(db, "dependencyOf")).toEqual([]);
  });

  it("tells what is only mentioned from what is there", () => {
    const graph = relationGraph(kinds, [stored("component:web", { spec: { dependsOn: ["resource:db"] } })]);
    expect([graph.has(web), graph.has(db), graph.has(refOf("resource:other"))]).toEqual([true, false, false]);
    graph.set(stored("resource:db"));
    expect(graph.has(db)).toBe(true);
    graph.remove(db);
    expect(graph.has(db)).toBe(false);
    expect(graph.targets(web, "dependsOn")).toEqual([db]);
  });

  it("ignores the removal of what is not there", () => {
    const graph = relationGraph(kinds, [stored("component:web", { spec: { dependsOn: ["resource:db"] } })]);
    graph.remove(db);
    graph.remove(refOf("resource:unheard-of"));
    expect(graph.targets(web, "dependsOn")).toEqual([db]);
  });

  it("gives a dependency another meaning when its target turns into a library, or arrives as one", () => {
    const graph = relationGraph(kinds, [stored("component:web", { spec: { dependsOn: ["component:kit"] } })]);
    expect(effects(graph, "component:kit")).toEqual({ [web]: "breaks" });
    graph.set(stored("component:kit", { spec: { type: "library" } }));
    expect(effects(graph, "component:kit")).toEqual({ [web]: "at-risk" });
    graph.set(stored("component:kit", { spec: { type: "service" } }));
    expect(effects(graph, "component:kit")).toEqual({ [web]: "breaks" });
  });

  it("keeps what a note says of a library over what is usual", () => {
    const edges = { "component:kit": { when: "fallback" } };
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["component:kit"], edges } }),
      stored("component:kit", { spec: { type: "library" } }),
    ]);
    expect(effects(graph, "component:kit")).toEqual({ [web]: "degrades" });
  });

  it("applies a note from elsewhere whenever it comes, and what the entity says itself before it", () => {
    const note = (when: string) => ({ spec: { entity: "component:web", edges: { "resource:db": { when } } } });
    const graph = relationGraph(kinds);
    graph.set(stored("edgenotes:b", note("async")));
    graph.set(stored("resource:db", { spec: { dependencyOf: ["component:web"] } }));
    graph.set(stored("component:web"));
    expect(effects(graph, "resource:db")).toEqual({ [web]: "delayed" });
    graph.set(stored("edgenotes:a", note("build")));
    expect(effects(graph, "resource:db")).toEqual({ [web]: "at-risk" });
    graph.set(stored("component:web", { spec: { edges: { "resource:db": { when: "fallback" } } } }));
    expect(effects(graph, "resource:db")).toEqual({ [web]: "degrades" });
    graph.set(stored("component:web"));
    graph.remove(refOf("edgenotes:a"));
    graph.remove(refOf("edgenotes:b"));
    expect(effects(graph, "resource:db")).toEqual({ [web]: "breaks" });
  });

  it("has no use for a note on an edge that nobody declares", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { edges: { "resource:db": { needs: "read" } } } }),
      stored("resource:db"),
    ]);
    expect(graph.relationsOf(web)).toEqual([]);
    expect(dependents(graph, db)).toEqual([]);
  });

  it("counts who says what they need through every edit", () => {
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["resource:db"] } }),
      stored("component:job"),
      stored("resource:db"),
    ]);
    expect(graph.declared).toEqual({ declaring: 1, total: 2 });
    graph.set(stored("resource:db", { spec: { dependencyOf: ["component:job"] } }));
    expect(graph.declared).toEqual({ declaring: 2, total: 2 });
    graph.remove(web);
    expect(graph.declared).toEqual({ declaring: 1, total: 1 });
    graph.set(stored("resource:db"));
    expect(graph.declared).toEqual({ declaring: 0, total: 1 });
  });

  it("does not grow when entities come and go", () => {
    const graph = relationGraph(kinds, [stored("resource:db")]);
    const sizes = Array.from({ length: 50 }, (_, round) => {
      const name = `component:job-${round}`;
      graph.set(
        stored(name, { spec: { dependsOn: ["resource:db", `resource:cache-${round}`], owner: `team-${round}` } }),
      );
      graph.remove(refOf(name));
      return [graph.ids.size, graph.profiles.size, graph.classes.size, graph.needs.out.words.length];
    });
    expect(sizes.at(-1)).toEqual(sizes[0]);
    expect(graph.relationsOf(db)).toEqual([]);
  });

  it("stays as it was when a copy changes, and the other way round", () => {
    const job = stored("component:job", {
      spec: { dependsOn: ["resource:db"], edges: { "resource:db": { when: "async" } } },
    });
    const graph = relationGraph(kinds, [stored("component:web", { spec: { dependsOn: ["resource:db"] } })]);
    const [first, second] = [graph.copy(), graph.copy()];
    graph.set(stored("component:web"));
    first.set(job);
    expect(graph.targets(db, "dependencyOf")).toEqual([]);
    expect(second.targets(db, "dependencyOf")).toEqual([web]);
    expect(first.targets(db, "dependencyOf")).toEqual([job.ref, web]);
    expect(effects(first, "resource:db")).toEqual({ [web]: "breaks", [job.ref]: "delayed" });
  });

  it("does no more work for an edit in a catalog of 200,000 entities than in one of 2,000", () => {
    expect(workOfEdits(200_000)).toBe(workOfEdits(2_000));
  });

  it("takes the relations of kinds it has never heard of from their definition", () => {
    const queue = defineKind({
      kind: "Queue",
      spec: z.looseObject({ feeds: z.array(z.string()).exactOptional(), near: z.array(z.string()).exactOptional() }),
      relations: [
        { field: "feeds", type: "feeds", inverse: "fedBy", failureFlows: "to-target", defaultKind: "Component" },
        { field: "near", type: "nextTo", inverse: "nextTo", failureFlows: "none", defaultKind: "Queue" },
      ],
    });
    const registry = kindRegistry([...builtInKinds, queue]);
    const graph = relationGraph(registry, [
      stored("queue:orders", { spec: { feeds: ["web"], near: ["mail"] } }, registry),
      stored("queue:mail", { spec: { near: ["orders"] } }, registry),
      stored("component:web", {}, registry),
    ]);
    expect(effects(graph, "queue:orders")).toEqual({ [web]: "breaks" });
    expect(graph.relationsOf(web)).toEqual([{ type: "fedBy", targetRef: "queue:default/orders" }]);
    expect(graph.relationsOf(refOf("queue:mail"))).toEqual([{ type: "nextTo", targetRef: "queue:default/orders" }]);
    expect(graph.targets(refOf("queue:mail"), "nextTo")).toEqual(["queue:default/orders"]);
  });
});

/** How much is touched by edits of one entity in a catalog in which every tenth entity has a database for ten others. */
function workOfEdits(entities: number): number {
  const all = Array.from({ length: entities }, (_, index) => {
    const ten = Math.floor(index / 10);
    return stored(`component:c${index}`, {
      spec: { dependsOn: [`resource:db-${ten}`], owner: `team-${ten}`, system: `s-${ten}` },
    });
  });
  const graph = relationGraph(kinds, all);
  const before = graph.work.touched;
  const spec = { dependsOn: ["resource:db-7", "component:c3"], owner: "team-5" };
  graph.set(stored("component:c44", { spec }));
  graph.set(stored("component:c44", { spec: { ...spec, edges: { "resource:db-7": { when: "async" } } } }));
  graph.set(stored("component:new", { spec: { dependsOn: ["component:c44"] } }));
  graph.remove(refOf("component:c45"));
  return graph.work.touched - before;
}
