import { DEFAULT_NAMESPACE, type EntityRef, entityRefParts, formatEntityRef } from "../model/entity-ref.ts";
import type { Written } from "./edge-class.ts";
import { type GraphIndex, isDescribed } from "./graph-index.ts";
import type { OwnerNames } from "./owner-names.ts";

/** What became of an owner that an entity names. */
export type FoundOwner =
  /** It is there; `where` says how it was found. */
  | {
      readonly owner: number;
      readonly ref: EntityRef;
      readonly where: "as-written" | "default-namespace" | "other-namespace";
    }
  /** It is not there; `namesakes` are owners of that name of which none was taken, because there are several. */
  | { readonly owner: null; readonly namesakes: readonly EntityRef[] };

/**
 * The owner that an entity means. A ref without a namespace means the entity's own one, as its relation says; where
 * nobody is there, the default namespace, and then any, if only one owner has that name.
 */
export function findOwner(graph: GraphIndex, named: number, written: Written): FoundOwner {
  if (isDescribed(graph, named)) return { owner: named, ref: graph.ids.ref(named), where: "as-written" };
  const { chosen, namesakes, isInDefault } = ownerElsewhere(graph.ownerNames, graph.ids.ref(named), written);
  const owner = chosen === undefined ? undefined : graph.ids.find(chosen);
  if (chosen === undefined || owner === undefined) return { owner: null, namesakes };
  return { owner, ref: chosen, where: isInDefault ? "default-namespace" : "other-namespace" };
}

/** Of the owners in other places, the one that is meant by a ref where nobody is. */
export function ownerElsewhere(
  owners: Pick<OwnerNames, "named">,
  ref: EntityRef,
  written: Written,
): { readonly chosen: EntityRef | undefined; readonly namesakes: readonly EntityRef[]; readonly isInDefault: boolean } {
  if (written === "ref") return { chosen: undefined, namesakes: [], isInDefault: false };
  const { kind, name } = entityRefParts(ref);
  const namesakes = owners.named(name).filter((each) => written === "name" || entityRefParts(each).kind === kind);
  const inDefault = namesakes.find((each) => each === formatEntityRef({ kind, namespace: DEFAULT_NAMESPACE, name }));
  const chosen = inDefault ?? (namesakes.length === 1 ? namesakes[0] : undefined);
  return { chosen, namesakes, isInDefault: inDefault !== undefined };
}
