import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Catalog,
  type CatalogView,
  type Decision,
  type EntityRef,
  openCatalog,
  type Policy,
} from "../src/index.ts";
import { type MemorySource, memorySource } from "./documents.ts";

interface Raw {
  readonly name: string;
  readonly isHidden: boolean;
  readonly needs: readonly string[];
  readonly owner: string;
}

const NAMES = ["cart", "cart-api", "checkout", "ledger", "payments", "payments-db", "search", "web"];

const raw: fc.Arbitrary<Raw> = fc.record({
  name: fc.constantFrom(...NAMES),
  isHidden: fc.boolean(),
  needs: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
  owner: fc.constantFrom("shop", "core", "nobody"),
});

const raws = fc.uniqueArray(raw, { selector: ({ name }) => name, maxLength: NAMES.length });

function entityOf({ name, isHidden, needs, owner }: Raw) {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: {
      name,
      description: `The ${name} of the company`,
      tags: isHidden ? ["secret"] : ["open"],
      annotations: { "github.com/project-slug": `acme/${name}` },
    },
    spec: { type: "service", lifecycle: "production", owner, dependsOn: needs.map((one) => `component:${one}`) },
  };
}

const groups = ["shop", "core"].map((name) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Group",
  metadata: { name },
  spec: { type: "team", children: [] },
}));

const documentsOf = (entities: readonly Raw[]) => [
  ...groups.map((entity, index) => ({ location: `file:group-${index}.yaml`, entity })),
  ...entities.map((one) => ({ location: `file:${one.name}.yaml`, entity: entityOf(one) })),
];

const DECISIONS: readonly Decision[] = [
  { when: { "metadata.tags": "open" } },
  { when: { $any: [{ "metadata.tags": "open" }, { kind: "Group" }] } },
];
const OPEN_ONLY: Decision = { when: { $not: { "metadata.tags": "secret" } } };

const policy = (decision: Decision): Policy => ({ authorize: async () => decision });
const ANYONE = { ref: null, roles: [] };
const NOW = { clock: { now: () => Date.parse("2026-11-20T10:00:00Z"), setTimer: () => () => {} } };

function open(source: MemorySource, decision?: Decision): Promise<Catalog> {
  return openCatalog({
    providers: [source.provider],
    schedule: false,
    runtime: NOW,
    guard: { maxLostShare: 1, maxOwned: 1_000 },
    ...(decision && { policy: policy(decision) }),
  });
}

/** How each read of a view is called; a read without a row here fails the test. */
const READS: { readonly [Name in keyof CatalogView]: (view: CatalogView, ref: string, other: string) => unknown } = {
  revision: () => "counts the changes of the whole catalog",
  isPartial: () => "says that a policy is in force",
  entity: (view, ref) => view.entity(ref),
  origin: (view, ref) => view.origin(ref),
  resolve: (view, ref) => [
    view.resolve(ref),
    view.resolve(ref.slice(12)),
    view.resolve("paymnts"),
    view.resolve("crt"),
  ],
  owner: (view, ref) => view.owner(ref),
  owners: (view) => view.owners(),
  blastRadius: (view, ref, other) => [view.blastRadius(ref), view.blastRadius([ref, other], { mode: "slow" })],
  commonCauses: (view, ref, other) => view.commonCauses([ref, other]),
  exposure: (view, ref) => view.exposure(ref),
  singlePoints: (view) => view.singlePoints(),
  cycles: (view) => view.cycles(),
  dependencies: (view, ref) => view.dependencies(ref),
  dependents: (view, ref) => view.dependents(ref),
  path: (view, ref, other) => view.path(ref, other),
  query: (view) => [
    view.query(),
    view.query({ order: ["metadata.name"], limit: 2 }),
    view.query({ filter: "spec.owner=shop" }),
  ],
  facets: (view) => view.facets(["metadata.tags", "spec.owner", "relations.dependsOn"]),
  match: (view, ref) => view.match("github.com/project-slug", `acme/${ref.slice("component:default/".length)}`),
  search: (view, ref) => [view.search(ref.slice("component:default/".length)), view.search("company")],
  problems: (view) => view.problems(),
  sources: (view) => view.sources(),
  coverage: (view) => view.coverage(),
  in: (view) => view.in("prod").query(),
  with: (view, ref) => [
    view.with({ remove: [ref] }).query(),
    view.with({ set: [entityOf({ name: "new", isHidden: false, needs: NAMES, owner: "shop" })] }).problems(),
  ],
};

/** Everything that every read says, and every error that it throws, as text. */
function repliesOf(view: CatalogView): readonly string[] {
  const refs = ["payments", "payments-db", "web"].map((name) => `component:default/${name}`);
  return Object.keys(view).flatMap((name) => {
    const read = READS[name as keyof CatalogView];
    if (!read) throw new Error(`The read ${name} has no row in this test.`);
    if (read.length < 2) return `${name}: ${reply(() => read(view, "", ""))}`;
    return refs.map(
      (ref, index) => `${name}(${ref}): ${reply(() => read(view, ref, refs[(index + 1) % refs.length] ?? ref))}`,
    );
  });
}

function reply(read: () => unknown): string {
  try {
    return JSON.stringify(read(), (key, value: unknown) => (key === "revision" ? 0 : value)) ?? "nothing";
  } catch (reason) {
    if (!(reason instanceof Error)) throw reason;
    return JSON.stringify({ ...reason, message: reason.message });
  }
}

describe("Catalog.as", () => {
  it("S41: answers every read as a catalog without the hidden entities does, also after changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(raws, { minLength: 1, maxLength: 3 }), async (steps) => {
        const [full, bare] = [memorySource("files"), memorySource("files")];
        const show = (entities: readonly Raw[]) => {
          full.documents = documentsOf(entities);
          bare.documents = documentsOf(entities.filter(({ isHidden }) => !isHidden));
        };
        show(steps[0] ?? []);
        const [catalog, without] = [await open(full, OPEN_ONLY), await open(bare)];
        const view = await catalog.as(ANYONE);
        for (const entities of steps) {
          show(entities);
          await catalog.refresh();
          await without.refresh();
          const [seen, bareReplies] = [repliesOf(view), repliesOf(without.snapshot())];
          expect(seen.filter((line, index) => line !== bareReplies[index])).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  it("shows everything without a policy, and nothing when it is denied", async () => {
    const source = memorySource("files", documentsOf([{ name: "web", isHidden: true, needs: [], owner: "shop" }]));
    const catalog = await open(source);
    expect((await catalog.as(ANYONE)).query().total).toBe(3);
    const denied = await open(source, "deny");
    expect((await denied.as(ANYONE)).query().total).toBe(0);
    expect((await denied.as(ANYONE)).isPartial).toBe(true);
    expect(denied.query().total).toBe(3);
    expect(denied.isPartial).toBe(false);
  });

  it("asks the policy about who asks", async () => {
    const asked: unknown[] = [];
    const source = memorySource("files", documentsOf([]));
    const catalog = await openCatalog({
      providers: [source.provider],
      schedule: false,
      policy: {
        async authorize(principal, permission) {
          asked.push([principal, permission]);
          return principal.roles.includes("admin") ? "allow" : "deny";
        },
      },
    });
    const ref = "user:default/priya" as EntityRef;
    expect((await catalog.as({ ref, roles: ["admin"] })).query().total).toBe(2);
    expect((await catalog.as({ ref, roles: [] })).query().total).toBe(0);
    expect(asked).toEqual([
      [{ ref, roles: ["admin"] }, "catalog.read"],
      [{ ref, roles: [] }, "catalog.read"],
    ]);
  });

  it("goes by relations as they are now", async () => {
    const mine: Decision = { when: { "relations.ownedBy": "group:default/shop" } };
    const source = memorySource("files", documentsOf([{ name: "web", isHidden: false, needs: [], owner: "shop" }]));
    const catalog = await open(source, mine);
    const view = await catalog.as(ANYONE);
    expect(view.query().items.map(({ metadata }) => metadata.name)).toEqual(["web"]);
    source.documents = documentsOf([{ name: "web", isHidden: false, needs: [], owner: "core" }]);
    await catalog.refresh();
    expect(view.query().total).toBe(0);
  });

  it.each(DECISIONS)("keeps its revision while only hidden entities change: %j", async (decision) => {
    const open1 = { name: "web", isHidden: false, needs: [], owner: "shop" };
    const source = memorySource("files", documentsOf([open1]));
    const catalog = await open(source, decision);
    const view = await catalog.as(ANYONE);
    const { revision } = view;
    source.documents = documentsOf([open1, { name: "cart", isHidden: true, needs: [], owner: "shop" }]);
    await catalog.refresh();
    expect(view.revision).toBe(revision);
    expect(catalog.revision).toBeGreaterThan(revision);
  });

  it("refuses a condition that cannot be read", async () => {
    const wrong = { when: { "": "x" } } as Decision;
    const catalog = await open(memorySource("files", documentsOf([])), wrong);
    await expect(catalog.as(ANYONE)).rejects.toThrow(expect.objectContaining({ code: "invalid-query" }));
  });
});
