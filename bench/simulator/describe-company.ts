import { seededRandom } from "../generator/random.ts";
import type { Call, Company, CompanyEntity } from "./company.ts";

/** How much of a company its descriptors say. */
export interface Declaration {
  /** Which share of the edges is written down; 1 unless given. */
  readonly edges?: number;
  /** Which share of the notes on them, and of the annotations that say where something runs; 1 unless given. */
  readonly notes?: number;
  /** Notes are on the edges of what most depends on first, not on any. */
  readonly mostNeededFirst?: boolean;
  /** A field that no note has. */
  readonly without?: NoteField;
  /** How many edges are written down that are no longer there, as a share of those that are; 0 unless given. */
  readonly stale?: number;
}

export type NoteField = "when" | "needs" | "anyOf" | "in";

type Note = { readonly [field in NoteField]?: string | readonly string[] };

/** The catalog of a company, as descriptors. A smaller share of edges or notes is part of every larger one. */
export function describeCompany(company: Company, declaration: Declaration): readonly object[] {
  const { edges = 1, notes = 1, stale = 0, without } = declaration;
  const { entities, seed } = company;
  const random = seededRandom(seed);
  const lot = () => random.integer(1_000_000) / 1_000_000;
  const ranks = declaration.mostNeededFirst ? rankByNeed(company) : null;

  const described = entities.map((entity, place) => {
    const annotationLot = lot();
    const lots = entity.calls.map(() => [lot(), lot()] as const);
    const drawn = (own: number) => (ranks?.[place] ?? own) < notes;
    const written = entity.calls.flatMap((call, index) => {
      const [edgeLot, noteLot] = lots[index] ?? [0, 0];
      if (edgeLot >= edges) return [];
      const note = drawn(noteLot) ? noteOn(call, entity, entities[call.to], without) : {};
      return [{ to: refAt(company, call.to), note }];
    });
    for (const _ of entity.calls) {
      const isOutdated = lot() < stale;
      const to = refAt(company, random.integer(Math.max(1, place)));
      if (isOutdated && to !== entity.ref) written.push({ to, note: {} });
    }
    return descriptor(company, place, entity, written, drawn(annotationLot) && without !== "in");
  });
  return [STAFF, ...described];
}

const STAFF = {
  apiVersion: "backstage.io/v1alpha1",
  kind: "Group",
  metadata: { name: "staff" },
  spec: { type: "team", children: [] },
};

interface WrittenEdge {
  readonly to: string;
  readonly note: Note;
}

function descriptor(
  { entities }: Company,
  place: number,
  { ref, type, environments, providers }: CompanyEntity,
  edges: readonly WrittenEdge[],
  saysWhere: boolean,
): object {
  const [kind = "", name = ""] = ref.split(":default/");
  const isApi = (to: string) => to.startsWith("api:");
  const targets = [...new Set(edges.map(({ to }) => to))];
  const notes = edges.filter(({ note }) => Object.keys(note).length > 0).map(({ to, note }) => [to, note]);
  const provided = entities.filter((api) => api.providers.includes(place)).map((api) => api.ref);
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: { component: "Component", api: "API", resource: "Resource" }[kind],
    metadata: {
      name,
      ...(saysWhere && { annotations: { "callboard.dev/environments": environments.join(",") } }),
    },
    spec: {
      type,
      owner: "staff",
      lifecycle: "production",
      ...(providers.length > 0 && { definition: "openapi: 3.1.0" }),
      dependsOn: targets.filter((to) => !isApi(to)),
      consumesApis: targets.filter(isApi),
      providesApis: provided,
      edges: Object.fromEntries(notes),
    },
  };
}

/** What an honest and complete note says about a call. */
function noteOn(call: Call, caller: CompanyEntity, called: CompanyEntity | undefined, without?: NoteField): Note {
  const both = caller.environments.filter((name) => called?.environments.includes(name));
  const needs = needsOf(call, caller, called);
  const note: Note = {
    ...(call.when !== "always" && { when: call.when }),
    ...(needs !== "both" && { needs }),
    ...(call.group !== null && { anyOf: call.group }),
    ...(call.environments.length < both.length && { in: call.environments }),
  };
  return Object.fromEntries(Object.entries(note).filter(([field]) => field !== without));
}

/** Whether the requests that a caller gets make it read, write or do both. */
function needsOf(call: Call, caller: CompanyEntity, called: CompanyEntity | undefined): string {
  const made = [...(caller.writeShare < 1 ? [call.reading] : []), ...(caller.writeShare > 0 ? [call.writing] : [])];
  const { writeShare = 0.5 } = called ?? {};
  const isMixed = made.includes("any") && writeShare > 0 && writeShare < 1;
  const writes = made.includes("write") || (made.includes("any") && writeShare === 1);
  const reads = made.includes("read") || (made.includes("any") && writeShare === 0);
  if (isMixed || writes === reads) return "both";
  return writes ? "write" : "read";
}

function refAt({ entities }: Company, place: number): string {
  return entities[place]?.ref ?? "";
}

/** By entity, which share of all edges starts from those that more depends on. */
function rankByNeed({ entities }: Company): readonly number[] {
  const dependents = entities.map(() => new Set<number>());
  // From the end: whoever calls an entity comes after it, and has all its own dependents by then.
  for (const [place, { calls, providers }] of [...entities.entries()].reverse()) {
    for (const to of [...calls.map((call) => call.to), ...providers]) {
      for (const known of [place, ...(dependents[place] ?? [])]) dependents[to]?.add(known);
    }
  }
  const reach = (place: number) => dependents[place]?.size ?? 0;
  const order = [...entities.entries()].sort(([a], [b]) => reach(b) - reach(a));
  const total = entities.reduce((sum, { calls }) => sum + calls.length, 0);
  const ranks = new Array<number>(entities.length);
  let before = 0;
  for (const [place, { calls }] of order) {
    ranks[place] = before / total;
    before += calls.length;
  }
  return ranks;
}
