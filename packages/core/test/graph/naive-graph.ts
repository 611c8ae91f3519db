import { DirectedGraph } from "graphology";
import { bfsFromNode } from "graphology-traversal";
import type { RawDocument, RawEdge, RawNote } from "./random-catalog.ts";

/** An edge from who needs to what is needed, with what the notes on it say. */
export interface NaiveNeed {
  readonly needer: string;
  readonly needed: string;
  /** What the needer calls the relation. */
  readonly relation: string;
  readonly isServed: boolean;
  readonly note: RawNote;
}

type State = "down" | "read-only" | "slow" | "delayed" | "at-risk" | "none";
const WORST_FIRST: readonly State[] = ["down", "read-only", "slow", "delayed", "at-risk", "none"];
const worst = (states: readonly State[]): State => WORST_FIRST.find((state) => states.includes(state)) ?? "none";
const isWorse = (a: State, b: State) => WORST_FIRST.indexOf(a) < WORST_FIRST.indexOf(b);
const SHOWN = {
  down: "breaks",
  "read-only": "degrades",
  slow: "degrades",
  delayed: "delayed",
  "at-risk": "at-risk",
} as const;

/** The answers to everything a graph is asked, worked out anew from all documents, as slowly and plainly as can be. */
export function naiveGraph(documents: ReadonlyMap<string, RawDocument>) {
  const edges = new Map<string, RawEdge>();
  for (const { ref, edges: declared, owner } of documents.values()) {
    const owning = owner === null ? [] : [{ type: "ownedBy", source: ref, target: fullOwnerRef(ref, owner) }];
    for (const edge of [...declared, ...owning]) edges.set(`${edge.type} ${edge.source} ${edge.target}`, edge);
  }
  const all = [...edges.values()];

  function note(needer: string, needed: string): RawNote {
    const own = documents.get(needer)?.notesOf === needer ? documents.get(needer) : undefined;
    const others = [...documents.values()]
      .filter(({ ref, notesOf }) => ref !== needer && notesOf === needer)
      .sort((a, b) => (a.ref < b.ref ? -1 : 1));
    return [own, ...others].find((document) => document && needed in document.notes)?.notes[needed] ?? {};
  }

  const needs: readonly NaiveNeed[] = all.flatMap(({ type, source, target }): NaiveNeed[] => {
    if (type === "providesApi") {
      return [
        { needer: target, needed: source, relation: "apiProvidedBy", isServed: true, note: note(target, source) },
      ];
    }
    if (type !== "dependsOn" && type !== "consumesApi") return [];
    return [{ needer: source, needed: target, relation: type, isServed: false, note: note(source, target) }];
  });

  const isHere = (ref: string, environment?: string) =>
    environment === undefined || (documents.get(ref)?.environments?.includes(environment) ?? true);
  const needsIn = (environment?: string) =>
    needs.filter(
      ({ needer, needed, note: { in: places } }) =>
        isHere(needer, environment) &&
        isHere(needed, environment) &&
        (!environment || !places || places.includes(environment)),
    );

  function whenOf({ needed, note: { when } }: NaiveNeed) {
    return when ?? (needed.startsWith("component:") && documents.get(needed)?.type === "library" ? "build" : "always");
  }

  return { documents, edges: all, needs, needsIn, whenOf, isHere };
}

export type NaiveGraph = ReturnType<typeof naiveGraph>;

/** What one edge passes on, by the table of the design. */
function passes(graph: NaiveGraph, need: NaiveNeed, state: State): State {
  const column = ["always", "fallback", "async", "build"].indexOf(graph.whenOf(need));
  const { needs } = need.note;
  const row = {
    down: ["down", "slow", "delayed", "at-risk"],
    "read-only":
      needs === "write"
        ? ["down", "slow", "delayed", "none"]
        : needs === "read"
          ? ["none", "none", "none", "none"]
          : ["slow", "at-risk", "delayed", "none"],
    slow: ["slow", "at-risk", "delayed", "none"],
    delayed: ["delayed", "none", "delayed", "none"],
    "at-risk": ["at-risk", "none", "none", "none"],
    none: ["none", "none", "none", "none"],
  } as const satisfies Record<State, readonly State[]>;
  return row[state][column] as State; // four columns, four values of `when`
}

/** What all edges of an entity to be taken together pass on. */
function together(graph: NaiveGraph, edges: readonly NaiveNeed[], stateOf: (ref: string) => State): State {
  if (edges[0]?.isServed) {
    const states = edges.map(({ needed }) => stateOf(needed));
    if (states.every((state) => state === "down")) return "down";
    if (states.every((state) => state === "down" || state === "read-only")) return "read-only";
    return isWorse(worst(states), "slow") ? "slow" : worst(states);
  }
  const effects = edges.map((edge) => passes(graph, edge, stateOf(edge.needed)));
  const weakest = WORST_FIRST.findLast((state) => effects.includes(state)) ?? "none";
  return weakest === "none" && worst(effects) !== "none" ? "at-risk" : weakest;
}

/** The edges of each entity, those to be taken together in one list. */
function taken(needs: readonly NaiveNeed[]): ReadonlyMap<string, readonly (readonly NaiveNeed[])[]> {
  const byEntity = new Map<string, Map<string, NaiveNeed[]>>();
  for (const [index, need] of needs.entries()) {
    const lists = byEntity.get(need.needer) ?? new Map<string, NaiveNeed[]>();
    byEntity.set(need.needer, lists);
    const key = need.isServed
      ? "served"
      : need.note.anyOf === undefined
        ? `alone ${index}`
        : `any of ${need.note.anyOf}`;
    lists.set(key, [...(lists.get(key) ?? []), need]);
  }
  return new Map([...byEntity].map(([ref, lists]) => [ref, [...lists.values()]]));
}

export interface NaiveRadius {
  readonly roots: ReadonlySet<string>;
  readonly effects: ReadonlyMap<string, string>;
  readonly distances: ReadonlyMap<string, number>;
  /** The fewest hops of an explanation. */
  readonly explained: ReadonlyMap<string, number>;
  /** True when the edge is one that explains the state of the entity it starts from. */
  explains(need: NaiveNeed): boolean;
  readonly counted: readonly NaiveNeed[];
}

/**
 * The blast radius: states are worked out over and over until nothing changes, first those of what is down or read-only
 * alone (which depend on no others), then all.
 */
export function naiveRadius(
  graph: NaiveGraph,
  given: readonly string[],
  mode: string,
  environment?: string,
): NaiveRadius {
  const roots = new Set(given.flatMap((root) => [root, ...standsFor(graph, root)]));
  const rootState: State = mode === "read-only" || mode === "slow" ? mode : "down";
  const counted = graph.needsIn(environment);
  const lists = taken(counted);
  const states = new Map<string, State>();
  for (const root of roots) states.set(root, rootState);
  const stateOf = (ref: string) => states.get(ref) ?? "none";
  for (const isKept of [(state: State) => state === "down" || state === "read-only", () => true]) {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [ref, ofEntity] of lists) {
        const state = worst(ofEntity.map((list) => together(graph, list, stateOf)));
        if (roots.has(ref) || !isKept(state) || !isWorse(state, stateOf(ref))) continue;
        states.set(ref, state);
        changed = true;
      }
    }
  }
  const explains = (need: NaiveNeed) => {
    const has = stateOf(need.needer);
    const list = lists.get(need.needer)?.find((each) => each.includes(need)) ?? [];
    if (has === "none" || together(graph, list, stateOf) !== has) return false;
    if (need.isServed) return !isWorse(has, stateOf(need.needed));
    const passed = passes(graph, need, stateOf(need.needed));
    const isOneUnaffected =
      list.length > 1 && list.some((each) => passes(graph, each, stateOf(each.needed)) === "none");
    return passed === has || (isOneUnaffected && passed !== "none");
  };
  const carries = (need: NaiveNeed) =>
    (need.isServed ? stateOf(need.needed) : passes(graph, need, stateOf(need.needed))) !== "none";
  const affected = [...states].filter(
    ([ref, state]) => state !== "none" && !roots.has(ref) && graph.documents.has(ref),
  );
  return {
    roots,
    effects: new Map(affected.map(([ref, state]) => [ref, SHOWN[state as keyof typeof SHOWN]])), // none is filtered out
    distances: hops(counted.filter(carries), roots),
    explained: hops(counted.filter(explains), roots),
    explains,
    counted,
  };
}

/** The fewest hops from each entity to the nearest of `goals`, by graphology. */
export function hops(needs: readonly NaiveNeed[], goals: ReadonlySet<string>): ReadonlyMap<string, number> {
  const graph = new DirectedGraph();
  const start = "start";
  graph.mergeNode(start);
  for (const { needer, needed } of needs)
    if (!goals.has(needer)) graph.mergeEdge(needer, goals.has(needed) ? start : needed);
  const found = new Map<string, number>();
  bfsFromNode(graph, start, (ref, _, depth) => void found.set(ref, depth), { mode: "inbound" });
  found.delete(start);
  return found;
}

/** What a root also stands for. */
function standsFor(graph: NaiveGraph, root: string): ReadonlySet<string> {
  const kind = root.split(":")[0] ?? "";
  const followed = !graph.documents.has(root)
    ? []
    : kind === "group"
      ? ["childOf", "ownedBy"]
      : ["system", "domain"].includes(kind)
        ? ["partOf"]
        : [];
  const found = new Set([root]);
  for (const whole of found) {
    for (const { type, source, target } of graph.edges)
      if (target === whole && followed.includes(type)) found.add(source);
  }
  found.delete(root);
  return found;
}

function fullOwnerRef(ref: string, owner: string): string {
  if (owner.includes("/")) return owner;
  const namespace = ref.slice(ref.indexOf(":") + 1, ref.indexOf("/"));
  const [kind, name] = owner.includes(":") ? owner.split(":") : ["group", owner];
  return `${kind}:${namespace}/${name}`;
}

/** The owner that exists, by the rules of the design: as written, in the default namespace, anywhere if it is the only one. */
export function naiveOwner(graph: NaiveGraph, ref: string): string | null {
  const document = graph.documents.get(ref);
  if (!document || document.owner === null) return null;
  const { owner } = document;
  const full = fullOwnerRef(ref, owner);
  if (graph.documents.has(full)) return full;
  if (owner.includes("/")) return null;
  const [kind, name] = [full.split(":")[0], full.slice(full.indexOf("/") + 1)];
  if (graph.documents.has(`${kind}:default/${name}`)) return `${kind}:default/${name}`;
  const namesakes = [...graph.documents.keys()].filter(
    (other) =>
      (owner.includes(":") ? other.startsWith(`${kind}:`) : /^(group|user):/.test(other)) && other.endsWith(`/${name}`),
  );
  return namesakes.length === 1 ? (namesakes[0] ?? null) : null;
}

const INVERSE: Readonly<Record<string, string>> = {
  dependsOn: "dependencyOf",
  consumesApi: "apiConsumedBy",
  providesApi: "apiProvidedBy",
  ownedBy: "ownerOf",
  partOf: "hasPart",
  childOf: "parentOf",
  memberOf: "hasMember",
  notes: "notedBy",
};

/** The relations of an entity from either end, in order. */
export function naiveRelations(
  graph: NaiveGraph,
  ref: string,
): readonly { readonly type: string; readonly targetRef: string }[] {
  return graph.edges
    .flatMap(({ type, source, target }) => [
      ...(source === ref ? [{ type, targetRef: target }] : []),
      ...(target === ref ? [{ type: INVERSE[type] ?? "?", targetRef: source }] : []),
    ])
    .sort((a, b) => (`${a.type} ${a.targetRef}` < `${b.type} ${b.targetRef}` ? -1 : 1));
}
