import fc from "fast-check";
import type { JsonObject } from "../../src/model/json.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { stored } from "./stored.ts";

/** A relation as one generated document declares it, under its forward name. */
export interface RawEdge {
  readonly type: string;
  readonly source: string;
  readonly target: string;
}

export type RawNote = {
  readonly when?: "always" | "fallback" | "async" | "build";
  readonly needs?: "read" | "write" | "both";
  readonly anyOf?: string;
  readonly in?: readonly string[];
  readonly evidence?: "declared" | "observed" | "inferred";
};

/** One generated document, as what it says rather than how it is written. */
export interface RawDocument {
  readonly ref: string;
  readonly type: string;
  readonly environments: readonly string[] | null;
  readonly tier: number | null;
  readonly edges: readonly RawEdge[];
  /** The owner as written; a bare name means a group of the document's own namespace. */
  readonly owner: string | null;
  /** The entity whose edges the notes are about. */
  readonly notesOf: string;
  readonly notes: Readonly<Record<string, RawNote>>;
}

export type RawEdit = { readonly set: RawDocument } | { readonly remove: string };

export const ENVIRONMENTS = ["prod", "staging"] as const;

const NAMES = {
  component: ["a", "b", "c", "d", "e", "f", "g"],
  api: ["a", "b", "c"],
  resource: ["a", "b", "c"],
  system: ["a", "b"],
  domain: ["a", "b"],
  group: ["a", "b", "c"],
  user: ["a"],
  edgenotes: ["a", "b"],
} as const;
type Kind = keyof typeof NAMES;
const NAMESPACES = ["default", "default", "default", "retail"];

/** What a document of each kind can declare: the relation, the kinds at the other end, and whether it is their source. */
const DECLARES: Readonly<
  Record<Kind, readonly (readonly [type: string, other: readonly Kind[], isSource: boolean])[]>
> = {
  component: [
    ["dependsOn", ["component", "resource", "api"], true],
    ["dependsOn", ["component", "resource"], true],
    ["dependsOn", ["component", "api"], false],
    ["consumesApi", ["api"], true],
    ["providesApi", ["api", "api", "component"], true],
    ["partOf", ["system", "component"], true],
  ],
  resource: [
    ["dependsOn", ["component", "resource"], true],
    ["dependsOn", ["component", "resource", "api"], false],
    ["partOf", ["system"], true],
  ],
  api: [["partOf", ["system"], true]],
  system: [["partOf", ["domain"], true]],
  domain: [["partOf", ["domain"], true]],
  group: [
    ["childOf", ["group"], true],
    ["childOf", ["group"], false],
    ["memberOf", ["user"], false],
  ],
  user: [["memberOf", ["group"], true]],
  edgenotes: [],
};
/** Kinds whose documents may name an owner. */
const OWNABLE: readonly Kind[] = ["component", "api", "resource", "system", "domain"];

function refOfKind(...some: readonly Kind[]): fc.Arbitrary<string> {
  return fc
    .constantFrom(...some)
    .chain((kind) =>
      fc
        .tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom(...NAMES[kind]))
        .map(([namespace, name]) => `${kind}:${namespace}/${name}`),
    );
}

const note: fc.Arbitrary<RawNote> = fc.record(
  {
    when: fc.constantFrom("always", "fallback", "async", "build"),
    needs: fc.constantFrom("read", "write", "both"),
    anyOf: fc.constantFrom("x", "y"),
    in: fc.constantFrom(["prod"], ["staging"], ["prod", "staging"]),
    evidence: fc.constantFrom("declared", "observed", "inferred"),
  },
  { requiredKeys: [] },
);

const failing = refOfKind("component", "component", "resource", "api");

interface DeclaredAs {
  readonly type: string;
  readonly other: string;
  readonly isSource: boolean;
}

function documentOf(kind: Kind): fc.Arbitrary<RawDocument> {
  const edge = DECLARES[kind].map(([type, others, isSource]) =>
    refOfKind(...others).map((other) => ({ type, other, isSource })),
  );
  const declared: fc.Arbitrary<readonly DeclaredAs[]> =
    edge.length > 0 ? fc.array(fc.oneof(...edge), { maxLength: 5 }) : fc.constant([]);
  const owner = fc.oneof(
    fc.constant(null),
    fc.constantFrom("a", "b", "group:a", "user:a", "group:retail/b", "group:default/c", "missing"),
  );
  return fc
    .record({
      ref: refOfKind(kind),
      type: fc.constantFrom("service", "library", "website"),
      environments: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(["prod"], ["staging"], ["prod", "staging"]) },
      ),
      tier: fc.constantFrom(null, null, 1, 2),
      declared,
      owner: OWNABLE.includes(kind) ? owner : fc.constant(null),
      notesOf: kind === "edgenotes" ? failing : fc.constant(null),
      notes: fc.array(fc.tuple(failing, note), { maxLength: kind === "edgenotes" ? 4 : 2 }),
      noteOwnEdges: fc.array(note, { maxLength: 3 }),
    })
    .map(({ ref, declared, notesOf, notes, noteOwnEdges, ...rest }) => {
      const edges = declared.map(({ type, other, isSource }) => ({
        type,
        source: isSource ? ref : other,
        target: isSource ? other : ref,
      }));
      const own = edges.flatMap(({ type, source, target }, index): [string, RawNote][] => {
        const written = noteOwnEdges[index];
        return type === "dependsOn" && source === ref && written ? [[target, written]] : [];
      });
      const said = kind === "edgenotes" ? notes : [...notes, ...own];
      const about = notesOf === null ? [] : [{ type: "notes", source: ref, target: notesOf }];
      return {
        ref,
        ...rest,
        edges: [...once(edges), ...about],
        notesOf: notesOf ?? ref,
        notes: Object.fromEntries(said),
      };
    });
}

/** Only one of the fields that hold a single ref can be written. */
function once(edges: readonly RawEdge[]): readonly RawEdge[] {
  const keys = new Set<string>();
  return edges.filter((edge) => {
    const isSingle = edge.type === "partOf" || edge.type === "childOf";
    const other = isSingle ? `${edge.type} ${edge.source} ${edge.target.split(":")[0]}` : JSON.stringify(edge);
    if (keys.has(other)) return false;
    keys.add(other);
    return true;
  });
}

const document: fc.Arbitrary<RawDocument> = fc.oneof(
  { weight: 9, arbitrary: documentOf("component") },
  { weight: 3, arbitrary: documentOf("api") },
  { weight: 3, arbitrary: documentOf("resource") },
  ...(["system", "domain", "group", "user", "edgenotes"] as const).map((kind) => ({
    weight: 1,
    arbitrary: documentOf(kind),
  })),
);

const anyRef = refOfKind(
  "component",
  "component",
  "component",
  "api",
  "resource",
  "system",
  "group",
  "edgenotes",
  "domain",
  "user",
);

/** A catalog as it is loaded, and what happens to it afterwards. */
export const randomCatalog: fc.Arbitrary<{
  readonly documents: readonly RawDocument[];
  readonly edits: readonly RawEdit[];
}> = fc.record({
  documents: fc.uniqueArray(document, { minLength: 2, maxLength: 25, selector: ({ ref }) => ref, size: "max" }),
  edits: fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.record({ set: document }) },
      { weight: 1, arbitrary: fc.record({ remove: anyRef }) },
    ),
    { minLength: 1, maxLength: 6 },
  ),
});

/** A generated document as a catalog keeps it. */
export function written(document: RawDocument): StoredEntity {
  const { ref, type, environments, tier, owner, notesOf, notes } = document;
  const others = (relation: string, end: "source" | "target", kind = "") =>
    document.edges
      .filter((edge) => edge.type === relation && edge[end] === ref && (end === "source" || edge.source !== ref))
      .map((edge) => (end === "source" ? edge.target : edge.source))
      .filter((other) => other.startsWith(kind));
  const lists = {
    dependsOn: others("dependsOn", "source"),
    dependencyOf: others("dependsOn", "target"),
    consumesApis: others("consumesApi", "source"),
    providesApis: others("providesApi", "source"),
    children: others("childOf", "target"),
    members: others("memberOf", "target"),
    memberOf: others("memberOf", "source"),
  };
  const single = {
    system: others("partOf", "source", "system:")[0],
    subcomponentOf: others("partOf", "source", "component:")[0],
    [ref.startsWith("domain:") ? "subdomainOf" : "domain"]: others("partOf", "source", "domain:")[0],
    parent: others("childOf", "source")[0],
    owner: owner ?? undefined,
    entity: notesOf === ref ? undefined : notesOf,
  };
  const annotations = {
    ...(environments && { "callboard.dev/environments": environments.join(", ") }),
    ...(tier && { "callboard.dev/tier": String(tier) }),
  };
  const spec = Object.fromEntries(
    Object.entries({ type, ...lists, ...single }).filter(([, value]) => value !== undefined),
  );
  const edges: Readonly<Record<string, JsonObject>> = notes;
  return stored(ref, { spec: { ...spec, edges }, metadata: { annotations } });
}
