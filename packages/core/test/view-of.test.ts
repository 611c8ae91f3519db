import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { builtInKinds, defineKind, openCatalog } from "../src/index.ts";
import { catalogOf } from "../src/testing/index.ts";
import { componentFile, memorySource } from "./documents.ts";

describe("CatalogView", () => {
  const view = catalogOf(
    "component:web dependsOn component:api",
    "component:api dependsOn resource:db needs=write",
    "component:web ownedBy group:shop",
    "component:payment-service",
    "group:shop metadata.title=Shop slack.com/channel-id=C1",
  );

  it("returns plain data that survives structuredClone, from every read", () => {
    const reads = [
      view.entity("component:web"),
      view.origin("component:web"),
      view.resolve("wbe"),
      view.owner("component:web"),
      view.owners(),
      view.blastRadius("resource:db"),
      view.dependencies("component:web"),
      view.dependents("resource:db"),
      view.path("component:web", "resource:db"),
      view.query(),
      view.facets(["kind"]),
      view.match("slack.com/channel-id", "C1"),
      view.search("web"),
      view.problems(),
      view.sources(),
      view.coverage(),
    ];
    for (const read of reads) expect(structuredClone(read)).toEqual(read);
  });

  it("takes refs as text, as parts, or canonical, in any case", () => {
    const forms = [
      "component:web",
      "Component:Default/Web",
      { kind: "component", name: "web" },
      { kind: "Component", namespace: "default", name: "web" },
    ];
    for (const form of forms) expect(view.owner(form).owners.map(({ ref }) => ref)).toEqual(["group:default/shop"]);
    expect(() => view.owner("web")).toThrow(expect.objectContaining({ code: "invalid-entity-ref" }));
  });

  it("gives an entity with its relations from both ends, sorted", () => {
    expect(view.entity("component:api")?.relations).toEqual([
      { type: "dependencyOf", targetRef: "component:default/web" },
      { type: "dependsOn", targetRef: "resource:default/db" },
    ]);
  });

  it("names what was probably meant when a ref is not there", () => {
    expect(() => view.blastRadius(["resource:db", "component:paymnt-service"])).toThrow(
      expect.objectContaining({ code: "entity-not-found", suggestions: ["component:default/payment-service"] }),
    );
  });

  it("types an entity by the kind in its ref", async () => {
    const database = defineKind({
      kind: "Database",
      spec: z.looseObject({ engine: z.string(), owner: z.string() }),
      relations: [{ field: "owner", type: "ownedBy", defaultKind: "Group" }],
    });
    const content =
      "apiVersion: backstage.io/v1alpha1\nkind: Database\nmetadata:\n  name: main\nspec:\n  engine: postgres\n  owner: shop\n";
    const source = memorySource("files", [{ location: "file:db.yaml", content }, componentFile("web")]);
    const catalog = await openCatalog({
      providers: [source.provider],
      kinds: [...builtInKinds, database],
      schedule: false,
    });
    const entity = catalog.entity("database:default/main");
    expect(entity?.spec?.engine).toBe("postgres");
    expectTypeOf(entity?.spec?.engine).toEqualTypeOf<string | undefined>();
    expectTypeOf(catalog.entity("component:default/web")?.spec?.lifecycle).toEqualTypeOf<string | undefined>();
    expect(catalog.owner("database:default/main").status).toBe("dangling");
  });
});
