import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtInKinds, defineKind, type KindDefinition, openCatalog } from "@callboard/core";
import { readKinds } from "@callboard/core/kinds";
import { fileProvider } from "@callboard/providers/file";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const acme = fileURLToPath(new URL("../examples/acme", import.meta.url));
const componentFile = new URL("../packages/core/test/kinds/component.yaml", import.meta.url);
const text = z.string().min(1);

/** Kinds written anew from their documentation, with nothing of the built-in ones: one as a file, two in code. */
const redefined: readonly KindDefinition[] = [
  ...readKinds(readFileSync(componentFile), "component.yaml", { beside: [] }),
  defineKind({
    kind: "Resource",
    spec: z.looseObject({
      type: text,
      owner: text,
      system: text.exactOptional(),
      dependsOn: z.array(text).exactOptional(),
      dependencyOf: z.unknown().optional(),
    }),
    relations: [
      { field: "owner", type: "ownedBy", defaultKind: "Group" },
      { field: "system", type: "partOf", defaultKind: "System" },
      { field: "dependsOn", type: "dependsOn" },
      { field: "dependencyOf", type: "dependencyOf" },
    ],
  }),
  defineKind({
    kind: "Group",
    owns: true,
    standsFor: ["parentOf", "ownerOf"],
    spec: z.looseObject({
      type: text,
      children: z.array(text),
      parent: text.exactOptional(),
      members: z.array(text).exactOptional(),
      profile: z.looseObject({ displayName: text.exactOptional(), email: text.exactOptional() }).exactOptional(),
    }),
    relations: [
      { field: "parent", type: "childOf", defaultKind: "Group" },
      { field: "children", type: "parentOf", defaultKind: "Group" },
      { field: "members", type: "hasMember", defaultKind: "User" },
    ],
  }),
];

async function everything(kinds: readonly KindDefinition[]) {
  const catalog = await openCatalog({ providers: [fileProvider({ root: acme })], kinds, schedule: false });
  const refs = catalog.query({ limit: 1000, order: ["kind", "metadata.name"] }).items;
  const answers = {
    refs,
    problems: catalog.problems(),
    owners: catalog.owners(),
    coverage: catalog.coverage(),
    database: catalog.blastRadius("resource:payments-db", { environment: "prod" }),
    team: catalog.blastRadius("group:payments", { mode: "slow" }),
    owner: catalog.owner("component:payment-service"),
    needs: catalog.dependencies("component:checkout-service"),
    resolved: catalog.resolve("paymnts db"),
    found: catalog.search("payments database"),
  };
  await catalog.close();
  return answers;
}

describe("defineKind and readKinds", () => {
  it.each(redefined.map((kind) => [kind.kind, kind] as const))(
    "puts back the built-in kind %s so that every read of the demo company answers the same",
    async (name, kind) => {
      const without = builtInKinds.filter((builtIn: KindDefinition) => builtIn.kind !== name);
      expect(without).toHaveLength(builtInKinds.length - 1);
      expect(await everything([...without, kind])).toEqual(await everything(builtInKinds));
    },
  );

  it("are the only places a kind is known from: without it its documents are problems", async () => {
    const without = builtInKinds.filter((builtIn: KindDefinition) => builtIn.kind !== "Resource");
    const catalog = await openCatalog({ providers: [fileProvider({ root: acme })], kinds: without, schedule: false });
    const unknown = catalog.problems().filter(({ rule }) => rule === "unknown-kind");
    expect(unknown.length).toBeGreaterThan(20);
    expect(catalog.query({ filter: "kind=resource" }).total).toBe(0);
    await catalog.close();
  });
});
