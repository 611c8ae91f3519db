import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { builtInKinds, defineKind, type Entity, type EntityOf, entityRef, type KindDefinition } from "../src/index.ts";

const database = defineKind({
  kind: "Database",
  spec: z.looseObject({ engine: z.enum(["postgresql", "mysql"]), owner: z.string() }),
  relations: [{ field: "owner", type: "ownedBy", defaultKind: "Group" }],
});
const kinds = [...builtInKinds, database] as const;
type Kinds = typeof kinds;

type Engine<Ref> = NonNullable<EntityOf<Kinds, Ref>["spec"]>["engine"];
type DatabaseEntity = EntityOf<Kinds, "database:default/x">;

describe("EntityOf", () => {
  it("follows the kind of a ref with a namespace, without one, and in any case", () => {
    expectTypeOf<Engine<"database:default/x">>().toEqualTypeOf<"postgresql" | "mysql">();
    expectTypeOf<Engine<"database:payments/x">>().toEqualTypeOf<"postgresql" | "mysql">();
    expectTypeOf<Engine<"database:x">>().toEqualTypeOf<"postgresql" | "mysql">();
    expectTypeOf<Engine<"DataBase:x">>().toEqualTypeOf<"postgresql" | "mysql">();
    expectTypeOf<DatabaseEntity["kind"]>().toEqualTypeOf<"Database">();
  });

  it("follows the kind of a ref in parts", () => {
    expectTypeOf<EntityOf<Kinds, { kind: "Database"; name: "x" }>>().toEqualTypeOf<DatabaseEntity>();
    expectTypeOf<
      EntityOf<Kinds, { readonly kind: "database"; namespace: string; name: string }>
    >().toEqualTypeOf<DatabaseEntity>();
    expectTypeOf<EntityOf<Kinds, { kind: string; name: string }>>().toEqualTypeOf<Entity>();
  });

  it("promises no more than an entity where the kind is not known", () => {
    const ref = entityRef("database:x");
    expectTypeOf<EntityOf<Kinds, typeof ref>>().toEqualTypeOf<Entity>();
    expectTypeOf<EntityOf<Kinds, string>>().toEqualTypeOf<Entity>();
    expectTypeOf<EntityOf<Kinds, "queue:x">>().toEqualTypeOf<Entity>();
    expectTypeOf<EntityOf<Kinds, "x">>().toEqualTypeOf<Entity>();
    expectTypeOf<EntityOf<Kinds, "payments/database:x">>().toEqualTypeOf<Entity>();
    expectTypeOf<EntityOf<readonly KindDefinition[], "database:x">>().toEqualTypeOf<Entity>();
  });

  it("keeps the types of kinds from code beside kinds from a file, whose names only run time knows", () => {
    const fromFile: readonly KindDefinition[] = [];
    const mixed = [...builtInKinds, database, ...fromFile] as const;
    expectTypeOf<EntityOf<typeof mixed, "database:x">>().toEqualTypeOf<DatabaseEntity>();
    expectTypeOf<EntityOf<typeof mixed, "queue:x">>().toEqualTypeOf<Entity>();
  });

  it("refuses what the spec does not hold", () => {
    const read = (entity: DatabaseEntity) => {
      // @ts-expect-error: an engine is none of these
      if (entity.spec?.engine === "oracle") return true;
      // @ts-expect-error: the spec may be missing
      return entity.spec.engine;
    };
    expect(read).toBeTypeOf("function");
  });
});
