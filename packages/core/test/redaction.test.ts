import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Catalog,
  type CatalogView,
  type Decision,
  exportSnapshot,
  isRestricted,
  openCatalog,
  openSnapshot,
  type SourceDocument,
} from "../src/index.ts";
import { memorySource } from "./documents.ts";

/** Stands in every text of a redacted entity, and in nothing else. */
const CANARY = "zq";

type Visibility = "open" | "hidden" | "redacted";

interface Raw {
  readonly kind: "Component" | "API" | "Resource" | "Group" | "System";
  readonly visibility: Visibility;
  readonly needs: readonly number[];
  readonly isLibrary: boolean;
  readonly note: "fallback" | "async" | "wrong" | null;
  readonly owner: number;
  /** Says something about the edges of another one, in a document of its own. */
  readonly notesOf: number | null;
}

const MOST = 7;
const place = fc.nat({ max: MOST - 1 });
const raw: fc.Arbitrary<Raw> = fc.record({
  kind: fc.constantFrom("Component", "Component", "API", "Resource", "Group", "System"),
  visibility: fc.constantFrom("open", "open", "redacted", "hidden"),
  needs: fc.uniqueArray(place, { maxLength: 3 }),
  isLibrary: fc.boolean(),
  note: fc.constantFrom("fallback", "async", "wrong", null),
  owner: place,
  notesOf: fc.option(place),
});
const raws = fc.array(raw, { minLength: 2, maxLength: MOST });

function nameOf(all: readonly Raw[], index: number): string {
  const { visibility, kind } = all[index] ?? { visibility: "open", kind: "Component" };
  return `${visibility === "redacted" ? `${CANARY}-` : ""}${kind.toLowerCase()}-${index}`;
}

function refOf(all: readonly Raw[], index: number): string {
  const kind = all[index]?.kind ?? "Component";
  return `${kind.toLowerCase()}:${namespaceOf(kind)}/${nameOf(all, index)}`;
}

/** Resources have groups of another namespace for their owners. */
function namespaceOf(kind: Raw["kind"]): string {
  return kind === "Resource" ? "retail" : "default";
}

/** @param isClosed whether everything that is named is there */
function documentsOf(all: readonly Raw[], isClosed: boolean) {
  return all.flatMap((one, index) => {
    const { kind, visibility, needs, isLibrary, note, owner, notesOf } = one;
    const name = nameOf(all, index);
    const mark = visibility === "redacted" ? CANARY : "plain";
    const note1 = note === "wrong" ? { needs: `${mark}-wrong` } : { when: note };
    const nowhere = isClosed ? [] : [`component:${mark}-that-is-nowhere`];
    const refs = [...needs.map((each) => refOf(all, each)), ...nowhere];
    const ofKind = (wanted: Raw["kind"]) => needs.filter((each) => all[each]?.kind === wanted);
    const metadata = {
      name,
      namespace: namespaceOf(kind),
      title: `${mark} title ${index}`,
      description: `${mark} description`,
      labels: { secrecy: visibility, [`${mark}-label`]: `${mark}-value` },
      annotations: { "example.com/about": `${mark} annotation`, "callboard.dev/channel": `#${mark}-channel` },
      tags: [`${mark}-tag`],
      links: [{ url: `https://${mark}.example.com`, title: `${mark} link` }],
    };
    const notes = note && refs.length > 0 ? { edges: Object.fromEntries(refs.map((ref) => [ref, note1])) } : {};
    // An owner by its bare name, as most people write it.
    const ownedBy = all[owner]?.kind === "Group" ? nameOf(all, owner) : `${mark}-nobody`;
    const common = { type: isLibrary ? "library" : `${mark}-type`, lifecycle: `${mark}-lifecycle`, owner: ownedBy };
    const specs = {
      Component: {
        ...common,
        ...notes,
        dependsOn: refs,
        providesApis: ofKind("API").map((each) => nameOf(all, each)),
        consumesApis: ofKind("API").map((each) => refOf(all, each)),
        ...(ofKind("System")[0] !== undefined && { system: nameOf(all, ofKind("System")[0] ?? 0) }),
      },
      API: { ...common, definition: `${mark} definition` },
      Resource: { ...common, ...notes, dependsOn: refs, dependencyOf: refs.slice(0, 1) },
      System: { owner: ownedBy, domain: `${mark}-domain` },
      Group: {
        type: `${mark}-type`,
        profile: { displayName: `${mark} display`, email: `${mark}@example.com` },
        children: ofKind("Group").map((each) => nameOf(all, each)),
      },
    };
    const entity = { apiVersion: "backstage.io/v1alpha1", kind, metadata, spec: specs[kind] };
    const location = `url:https://git.example.com/${mark}/${index}.yaml`;
    if (notesOf === null || refs.length === 0) return [{ location, entity }];
    const about = {
      apiVersion: "callboard.dev/v1",
      kind: "EdgeNotes",
      metadata: { name: `${mark}-notes-${index}`, labels: { secrecy: visibility } },
      spec: { entity: refOf(all, notesOf), edges: Object.fromEntries(refs.map((ref) => [ref, note1])) },
    };
    return [
      { location, entity },
      { location: `${location}.notes`, entity: about },
    ];
  });
}

const REDACTING: Decision = {
  when: { "metadata.labels.secrecy": "open" },
  redacted: { "metadata.labels.secrecy": "redacted" },
};
const ANYONE = { ref: null, roles: [] };

function open(
  all: readonly Raw[],
  decision: Decision | null,
  isThere = (_: Raw) => true,
  isClosed = false,
): Promise<Catalog> {
  // The names of all stay those that they have in the whole.
  const documents = documentsOf(all, isClosed).filter(({ entity }) => {
    const index = Number(/(\d+)$/.exec(entity.metadata.name)?.[1]);
    const one = all[index];
    return one !== undefined && isThere(one);
  });
  return openCatalog({
    providers: [memorySource("files", documents).provider],
    schedule: false,
    runtime: { clock: { now: () => Date.parse("2026-11-20T10:00:00Z"), setTimer: () => () => {} } },
    ...(decision && { policy: { authorize: async () => decision } }),
  });
}

/** Every read, of every entity that can be seen and every stand-in that one of them names. */
const READS: { readonly [Name in keyof CatalogView]: (view: CatalogView, ref: string, other: string) => unknown } = {
  revision: () => "counts changes",
  isPartial: (view) => view.isPartial,
  entity: (view, ref) => view.entity(ref),
  origin: (view, ref) => view.origin(ref),
  resolve: (view, ref) => [view.resolve(ref), view.resolve(`${CANARY}-component`.slice(3)), view.resolve("title")],
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
  query: (view) => view.query(),
  facets: (view) =>
    view.facets(["kind", "metadata.name", "metadata.title", "metadata.tags", "spec.owner", "relations.dependsOn"]),
  match: (view) => view.match("example.com/about", "plain annotation"),
  search: (view) => [view.search("title"), view.search("description"), view.search("restricted entity")],
  problems: (view) => view.problems(),
  sources: (view) => view.sources(),
  coverage: (view) => view.coverage(),
  in: (view) => [view.in("prod").query(), view.in("prod").problems()],
  with: (view, ref) => view.with({ remove: [ref] }).problems(),
};

function repliesOf(view: CatalogView): readonly string[] {
  const seen = view
    .query()
    .items.map(({ kind, metadata }) => `${kind}:${metadata.namespace}/${metadata.name}`.toLowerCase());
  const standIns = view
    .query()
    .items.flatMap(({ relations = [] }) => relations.map(({ targetRef }) => targetRef).filter(isRestricted));
  const refs = [...seen, ...new Set(standIns)];
  return Object.keys(view).flatMap((name) => {
    const read = READS[name as keyof CatalogView];
    if (!read) throw new Error(`The read ${name} has no row in this test.`);
    return refs.map((ref, index) => {
      const reply = read(view, ref, refs[(index + 1) % refs.length] ?? ref);
      return `${name}(${ref}): ${JSON.stringify(reply, (key, value) => (key === "revision" ? 0 : value))}`;
    });
  });
}

/** A component in `web dependsOn vault`, by a name and what it needs. */
function component(name: string, needs: readonly string[], metadata: object = {}) {
  const spec = { type: "service", lifecycle: "production", owner: "payments", dependsOn: needs };
  const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name, ...metadata }, spec };
  return { location: `file:${name}.yaml`, entity };
}

const SECRET = { tags: ["secret"] };
const VAULTS = [
  component("db", []),
  component("vault", ["component:db"], { ...SECRET, title: "The vault" }),
  component("web", ["component:vault"]),
];

async function openedVaults(documents: readonly SourceDocument[] = VAULTS) {
  const source = memorySource("files", [...documents]);
  const decision: Decision = { when: { $not: { "metadata.tags": "secret" } }, redacted: { "metadata.tags": "secret" } };
  const catalog = await openCatalog({
    providers: [source.provider],
    schedule: false,
    policy: { authorize: async () => decision },
    guard: { maxLostShare: 1 },
  });
  return { source, catalog, view: await catalog.as(ANYONE) };
}

describe("a view under a policy that redacts", () => {
  it("says that a restricted entity breaks, and what breaks with it", async () => {
    const { view } = await openedVaults();
    expect(view.blastRadius("component:db").affected).toMatchObject([
      { ref: "restricted-entity:default/1", effect: "breaks", tier: null, because: "needs db" },
      { ref: "component:default/web", because: "needs a restricted entity (1), which needs db" },
    ]);
    expect(view.entity("component:web")?.spec).toMatchObject({ dependsOn: ["restricted-entity:default/1"] });
    expect(view.problems().filter(({ rule }) => rule === "dangling-ref")).toEqual([]);
  });

  it("tells nothing of a stand-in but that it is one, and finds it by no name", async () => {
    const { view } = await openedVaults();
    const standIn = "restricted-entity:default/1";
    expect(view.entity(standIn)).toEqual({
      apiVersion: "callboard.dev/v1",
      kind: "restricted-entity",
      metadata: { name: "1", namespace: "default", title: "a restricted entity (1)" },
      relations: [
        { type: "dependencyOf", targetRef: "component:default/web" },
        { type: "dependsOn", targetRef: "component:default/db" },
      ],
    });
    expect(view.owner(standIn)).toMatchObject({ owners: [], reason: "Whose a restricted entity is is not told." });
    expect(view.resolve("vault").status).toBe("not-found");
    expect([...view.search("vault"), ...view.search("restricted")]).toEqual([]);
    expect(view.query().total).toBe(2);
    expect(() => view.origin("component:vault")).toThrow(expect.objectContaining({ code: "entity-not-found" }));
  });

  it("S41: leaves what is redacted out of a snapshot", async () => {
    const { view } = await openedVaults();
    const offline = openSnapshot(exportSnapshot(view));
    expect(offline.query().total).toBe(2);
    expect(JSON.stringify([offline.query(), offline.problems(), offline.sources()])).not.toContain("vault");
    expect(new TextDecoder().decode(exportSnapshot(view))).not.toContain("vault");
  });

  it("names no redacted owner, in whichever namespace it is found", async () => {
    const group = (metadata: object) => ({
      location: "file:group.yaml",
      entity: { apiVersion: "backstage.io/v1alpha1", kind: "Group", metadata, spec: { type: "team", children: [] } },
    });
    const { view } = await openedVaults([
      component("web", [], { namespace: "retail" }),
      group({ name: "payments", namespace: "finance", ...SECRET }),
    ]);
    expect(view.entity("component:retail/web")?.spec?.owner).toBe("restricted-entity:default/1");
    expect(view.owner("component:retail/web")).toMatchObject({
      status: "owned",
      owners: [{ ref: "restricted-entity:default/1", title: "a restricted entity (1)" }],
    });
  });

  it("keeps its revision when what changes of a redacted entity is not told", async () => {
    const { source, catalog, view } = await openedVaults();
    const { revision } = view;
    source.documents = [
      component("db", []),
      component("vault", ["component:db"], { ...SECRET, title: "New" }),
      component("web", ["component:vault"]),
    ];
    await catalog.refresh();
    expect(view.revision).toBe(revision);
    expect(catalog.revision).toBeGreaterThan(revision);
  });

  it("follows the catalog: entities that become redacted, or stop to be, and stand-ins that keep their numbers", async () => {
    const { source, catalog, view } = await openedVaults();
    const affected = () => view.blastRadius("component:db").affected.map(({ ref }) => ref);
    expect(affected()).toEqual(["restricted-entity:default/1", "component:default/web"]);
    source.documents = [...VAULTS, component("api", ["component:vault"], SECRET), component("shop", ["component:api"])];
    await catalog.refresh();
    expect(affected()).toEqual([
      "restricted-entity:default/1",
      "component:default/web",
      "restricted-entity:default/2",
      "component:default/shop",
    ]);
    source.documents = [
      component("db", []),
      component("vault", ["component:db"]),
      component("web", ["component:vault"]),
    ];
    await catalog.refresh();
    expect(affected()).toEqual(["component:default/vault", "component:default/web"]);
    expect(view.entity("component:web")?.spec).toMatchObject({ dependsOn: ["component:vault"] });
  });

  it("S41: lets no text of a redacted entity into any reply", async () => {
    await fc.assert(
      fc.asyncProperty(raws, async (all) => {
        const catalog = await open(all, REDACTING);
        const leaks = repliesOf(await catalog.as(ANYONE)).filter((reply) => reply.toLowerCase().includes(CANARY));
        expect(leaks).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("S41: says the same of redacted entities whether or not others are hidden", async () => {
    await fc.assert(
      fc.asyncProperty(raws, async (all) => {
        const [whole, bare] = await Promise.all([
          open(all, REDACTING),
          open(all, REDACTING, ({ visibility }) => visibility !== "hidden"),
        ]);
        const [seen, expected] = [repliesOf(await whole.as(ANYONE)), repliesOf(await bare.as(ANYONE))];
        expect(seen.filter((line, index) => line !== expected[index])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it("counts in a blast radius what is redacted, with the effects that it has for who sees all", async () => {
    await fc.assert(
      fc.asyncProperty(raws, async (all) => {
        const closed = all.map(
          (one, index): Raw => ({
            ...one,
            // A system or group stands for its parts, which is not told of redacted ones.
            kind: one.kind === "System" || one.kind === "Group" ? "API" : one.kind,
            // And no walk leads to them through what is not there.
            visibility: one.visibility === "hidden" ? "open" : one.visibility,
            needs: one.needs.filter((each) => each < all.length),
            // Of two documents about one edge the first ref wins, and a redacted one has another ref.
            notesOf: all.findIndex(({ notesOf }) => notesOf === one.notesOf) === index ? one.notesOf : null,
          }),
        );
        const redacting = await open(closed, REDACTING, undefined, true);
        const openly = await open(closed, null, undefined, true);
        const view = await redacting.as(ANYONE);
        for (const { kind, metadata } of view.query().items) {
          const ref = `${kind}:${metadata.namespace}/${metadata.name}`;
          const { total, byEffect, byDistance } = view.blastRadius(ref);
          const expected = openly.blastRadius(ref);
          expect({ total, byEffect, byDistance }).toEqual({
            total: expected.total,
            byEffect: expected.byEffect,
            byDistance: expected.byDistance,
          });
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
