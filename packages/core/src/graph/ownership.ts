import { deriveRelations } from "../ingest/derive-relations.ts";
import { ANNOTATIONS, annotation } from "../model/annotations.ts";
import { type EntityRef, entityRefParts, shortName } from "../model/entity-ref.ts";
import { visible } from "../model/quoted.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { eachEdge } from "./adjacency.ts";
import { existingOwners, NAMES_NOTHING, ownerNaming } from "./affiliations.ts";
import { type Contact, profileText } from "./contacts.ts";
import { OWNED_BY } from "./entity-profile.ts";
import { type FoundOwner, findOwner } from "./find-owner.ts";
import { type GraphIndex, isDescribed, profileAt } from "./graph-index.ts";
import { reachOwners } from "./reach-owners.ts";
import { compareText } from "./relations-of.ts";

export type { Contact } from "./contacts.ts";

/** Who owns an entity and how to reach them. */
export interface Ownership {
  readonly ref: EntityRef;
  /** `dangling`: it names an owner that is not in the catalog. `is-owner`: it is a group or a person itself. */
  readonly status: "owned" | "unowned" | "dangling" | "is-owner";
  /** The owners that exist; of an owner, itself. */
  readonly owners: readonly OwnerDetails[];
  /** The groups above the owners, nearest first. */
  readonly chain: readonly EntityRef[];
  /** How to reach the owners; when they have nothing, the nearest group above them that has. */
  readonly contacts: readonly Contact[];
  /** Why this is the answer, in a sentence or two. */
  readonly reason: string;
  /** Where the owner is written; null when nothing says it. */
  readonly origin: OwnershipOrigin | null;
}

export interface OwnerDetails {
  readonly ref: EntityRef;
  /** The kind as its document writes it. */
  readonly kind: string;
  /** What to call it: its title or display name, else its name. */
  readonly title: string;
}

/** A place in a file; both count from 1. */
export interface OwnershipOrigin {
  readonly location: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** One owner, and how many entities are theirs. */
export interface Owner {
  /** Null counts what nobody owns. */
  readonly owner: EntityRef | null;
  readonly entities: number;
}

/** What answers about owners are read from. */
export interface OwnershipContext {
  readonly graph: GraphIndex;
  /** Sources of which not everything was read: an owner that is missing may be in one of them. */
  readonly incompleteSources?: readonly string[];
}

/**
 * Who owns an entity, how to reach them, and why that is so. An owner that is not where its ref says is looked for in
 * the default namespace and then everywhere, if the ref leaves the namespace out.
 */
export function ownership({ graph, incompleteSources = [] }: OwnershipContext, ref: EntityRef): Ownership {
  const id = graph.ids.find(ref);
  const stored = id === undefined ? undefined : graph.ids.stored(id);
  const named = id === undefined ? [] : namedOwners(graph, id);
  const found = named.flatMap(({ owner }) => (owner.owner === null ? [] : [owner.owner]));
  const source = stored && annotation(stored.entity, ANNOTATIONS.ownerSource);
  const isOwner = named.length === 0 && id !== undefined && profileAt(graph, id).traits.owns;
  const { chain, contacts, reason } = reachOwners(graph, isOwner ? [id] : found);
  const status = isOwner ? "is-owner" : found.length > 0 ? "owned" : named.length > 0 ? "dangling" : "unowned";
  const sentences = [
    isOwner ? `${shortName(ref)} owns others itself.` : null,
    status === "unowned" ? `${shortName(ref)} names no owner.` : null,
    ...named.map((each) => namingReason(ref, each, source)),
    status === "unowned" || status === "dangling" ? unreadReason(incompleteSources) : reason,
  ];
  return {
    ref,
    status,
    owners: (isOwner ? [id] : found).flatMap((owner) => detailsOf(graph.ids.stored(owner))),
    chain,
    contacts,
    reason: sentences.filter((sentence) => sentence !== null).join(" "),
    origin: stored ? originOf(graph, stored, named) : null,
  };
}

/** Everyone who owns something, and how much: most first, then by ref. Nobody counts for entities that should have an owner. */
export function owners({ graph }: OwnershipContext): readonly Owner[] {
  const naming = ownerNaming(graph);
  const byKey = new Map<number, number>();
  let unowned = 0;
  for (let id = 0; id < graph.ids.size; id++) {
    if (!isDescribed(graph, id)) continue;
    const names = naming.key(id);
    if (names !== NAMES_NOTHING) byKey.set(names, (byKey.get(names) ?? 0) + 1);
    else if (profileAt(graph, id).traits.ownable) unowned++;
  }
  const counts = new Map<number | null, number>(unowned > 0 ? [[null, unowned]] : []);
  for (const [names, entities] of byKey) {
    const found: readonly (number | null)[] = existingOwners(graph, naming, names);
    for (const owner of found.length > 0 ? found : [null]) counts.set(owner, (counts.get(owner) ?? 0) + entities);
  }
  return Array.from(counts, ([owner, entities]) => ({
    owner: owner === null ? null : graph.ids.ref(owner),
    entities,
  })).sort((a, b) => b.entities - a.entities || compareText(a.owner ?? "", b.owner ?? ""));
}

/** An owner as an entity names it, and what became of it. */
interface NamedOwner {
  readonly ref: EntityRef;
  readonly owner: FoundOwner;
}

function namedOwners(graph: GraphIndex, id: number): readonly NamedOwner[] {
  const named: NamedOwner[] = [];
  eachEdge(graph.structure.out, id, (to, code) => {
    const { relation, written } = graph.classes.value(code);
    if (relation.type === OWNED_BY) named.push({ ref: graph.ids.ref(to), owner: findOwner(graph, to, written) });
  });
  return named.sort((a, b) => compareText(a.ref, b.ref));
}

function detailsOf(stored: StoredEntity | undefined): readonly OwnerDetails[] {
  if (!stored) return [];
  const { metadata, kind } = stored.entity;
  return [
    { ref: stored.ref, kind, title: metadata.title ?? profileText(stored.entity, "displayName") ?? metadata.name },
  ];
}

/** @param source where the owner comes from, if not from the entity's own document */
function namingReason(of: EntityRef, { ref, owner }: NamedOwner, source: string | undefined): string {
  const naming =
    source === undefined
      ? `${shortName(of)} names ${ref} as its owner`
      : `Owner from ${visible(source)}: ${shortName(of)} belongs to ${ref}`;
  const { namespace, name } = entityRefParts(ref);
  if (owner.owner === null) {
    const several =
      owner.namesakes.length > 0 ? ` Owners of that name are ${owner.namesakes.join(", ")}: write out which.` : "";
    return `${naming}, which is not in the catalog.${several}`;
  }
  switch (owner.where) {
    case "as-written":
      return `${naming}.`;
    case "default-namespace":
      return `${naming}; there is no such owner in namespace ${namespace}, so ${name} of the default namespace is meant.`;
    case "other-namespace":
      return `${naming}, which is not there; ${owner.ref} is the only owner called ${name}, so it is meant.`;
    default:
      return owner.where satisfies never;
  }
}

function unreadReason(incompleteSources: readonly string[]): string | null {
  return incompleteSources.length > 0 ? `Not all was read: ${incompleteSources.join(", ")}.` : null;
}

/** Where the entity's document names the owner, or the owner's document the entity. */
function originOf(graph: GraphIndex, stored: StoredEntity, named: readonly NamedOwner[]): OwnershipOrigin | null {
  const documents = [
    stored,
    ...named.flatMap(({ owner }) => (owner.owner === null ? [] : (graph.ids.stored(owner.owner) ?? []))),
  ];
  for (const document of documents) {
    const { relations } = deriveRelations(document.entity, graph.kinds, OWNED_BY);
    const naming = relations.find(({ source }) => source === stored.ref);
    if (!naming) continue;
    const position = Object.hasOwn(document.positions, naming.path) ? document.positions[naming.path] : undefined;
    const [line, column] = position ?? [document.line, null];
    return { location: document.location, line, column };
  }
  return null;
}
