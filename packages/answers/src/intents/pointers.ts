import type { CatalogView, Entity, EntityRef, Origin, Ownership } from "@callboard/core";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { type LinkTopic, linksAbout } from "./link-topic.ts";
import { related } from "./related.ts";
import { safeLink } from "./safe-link.ts";

/** Something written down that leads to a runbook, a repository, a channel and the like. It has an address, a text, or both. */
export interface Pointer {
  /** Where it leads; only ever http, https or mailto. */
  readonly url: string | null;
  /** What to call it, or what is known where there is no address. As written: escape it before you show it. */
  readonly text: string | null;
  /** Where it is written: `metadata.links`, the name of an annotation, or `descriptor` for the place it was read from. */
  readonly from: string;
}

/** What is written down about one entity, or else about what it belongs to. */
export interface PointersOf {
  readonly entity: EntitySummary;
  /** How those that have any are related to it; `itself` where nothing has any. */
  readonly relation: Relation;
  /** All of that relation that have any, each with what it has; empty when nothing is written down. */
  readonly found: readonly { readonly of: EntitySummary; readonly pointers: readonly Pointer[] }[];
  readonly ownership: Ownership;
  /** Where its document is, for whoever adds what is missing. */
  readonly document: { readonly location: string; readonly line: number | null; readonly viewUrl: string | null };
}

/** `provider`: the component that provides an API. `whole`: what an entity is a part of. */
export type Relation = "itself" | "provider" | "whole" | "owner";

/** What is looked for, and where. */
export interface Topic {
  /** Which links count; none when missing. */
  readonly links?: LinkTopic;
  /** What an entity's annotations say. */
  annotations(entity: Entity, context: { readonly view: CatalogView; readonly origin: Origin }): readonly Pointer[];
  /** Where to look when the entity itself has nothing, in this order. */
  readonly else: readonly Exclude<Relation, "itself">[];
}

/** What is written down about a topic: by the entity itself, else by the first of what it belongs to that has anything. */
export function pointersOf(view: CatalogView, ref: EntityRef, topic: Topic): PointersOf {
  const { location, line, viewUrl } = view.origin(ref);
  const about = { entity: entitySummary(view, ref), ownership: view.owner(ref), document: { location, line, viewUrl } };
  for (const relation of ["itself", ...topic.else] as const) {
    for (const refs of relatives(view, ref, relation)) {
      const found = refs.flatMap((of) => {
        const pointers = writtenAt(view, of, topic);
        return pointers.length > 0 ? [{ of: entitySummary(view, of), pointers }] : [];
      });
      if (found.length > 0) return { ...about, relation, found };
    }
  }
  return { ...about, relation: "itself", found: [] };
}

/** Entities related to one, in groups: the nearest first. */
export function relatives(view: CatalogView, ref: EntityRef, relation: Relation): readonly (readonly EntityRef[])[] {
  switch (relation) {
    case "itself":
      return [[ref]];
    case "provider":
      return [targets(view, ref, "apiProvidedBy")];
    case "whole":
      return wholes(view, ref);
    case "owner": {
      const { owners, chain } = view.owner(ref);
      return [owners.map((owner) => owner.ref), ...chain.map((group) => [group])];
    }
    default:
      return relation satisfies never;
  }
}

/** The component or system that an entity is a part of, then what that is a part of. */
function wholes(view: CatalogView, ref: EntityRef): readonly (readonly EntityRef[])[] {
  const groups: (readonly EntityRef[])[] = [];
  const seen = new Set([ref]);
  let level: readonly EntityRef[] = [ref];
  while (groups.length < MAX_LEVELS) {
    level = level.flatMap((each) => targets(view, each, "partOf")).filter((each) => !seen.has(each));
    if (level.length === 0) break;
    for (const each of level) seen.add(each);
    groups.push(level);
  }
  return groups;
}

const MAX_LEVELS = 5;

function targets(view: CatalogView, ref: EntityRef, relation: string): readonly EntityRef[] {
  return related(view, ref, relation)
    .filter((target) => view.entity(target) !== undefined)
    .slice(0, MAX_TARGETS);
}

const MAX_TARGETS = 5;

/** Whether an entity itself has anything written down about a topic. */
export function isWrittenAt(view: CatalogView, ref: EntityRef, topic: Topic): boolean {
  return writtenAt(view, ref, topic).length > 0;
}

function writtenAt(view: CatalogView, ref: EntityRef, { links, annotations }: Topic): readonly Pointer[] {
  const entity = view.entity(ref);
  if (!entity) return [];
  const annotated = annotations(entity, { view, origin: view.origin(ref) });
  const linked = links === undefined ? [] : linksAbout(entity.metadata.links ?? [], links);
  const pointers = [
    ...annotated,
    ...linked.map(({ url, title }) => ({ url: safeLink(url), text: title ?? null, from: "metadata.links" })),
  ];
  return pointers.filter(({ url }, at) => url === null || pointers.findIndex((other) => other.url === url) === at);
}
