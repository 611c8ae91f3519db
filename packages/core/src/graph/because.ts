import type { When } from "../model/edge-notes.ts";
import { type EntityRef, shortName } from "../model/entity-ref.ts";
import type { EdgeClass } from "./edge-class.ts";

/** One hop of an explanation. */
export interface ExplainedHop {
  readonly needed: EntityRef;
  readonly edgeClass: EdgeClass;
  /** How it is needed, where the edge itself does not say. */
  readonly usually: When;
}

/** The root at the end of an explanation, where it is only a part of one. */
export interface StoodFor {
  readonly root: EntityRef;
  /** What the part calls its relation to the root, for example `partOf`. */
  readonly relation: string;
}

/** How many hops are named; of a chain that is longer by more than one the first ones and the last. */
const NAMED_HOPS = 4;

/** A chain of needs in words: `needs checkout-api, which needs payments-db`. */
export function because(hops: readonly ExplainedHop[], stoodFor: StoodFor | null): string {
  const left = hops.length - NAMED_HOPS;
  const phrases = hops.map(phrase);
  if (left > 1) phrases.splice(NAMED_HOPS - 1, left, `needs, over ${left} more hops, what`);
  const chain = phrases.join(", which ").replace("what, which ", "what ");
  return stoodFor ? `${chain}, which is ${inWords(stoodFor.relation)} ${shortName(stoodFor.root)}` : chain;
}

function phrase({ needed, edgeClass, usually }: ExplainedHop): string {
  const name = shortName(needed);
  const { relation, group, needs } = edgeClass;
  const when = edgeClass.when ?? usually;
  if (relation.failureFlows === "to-target") return `is provided by ${name}`;
  if (when === "fallback") return `has a fallback for ${name}`;
  if (when === "async") return `uses ${name} asynchronously`;
  if (when === "build") return `only builds with ${name}`;
  if (group > 0) return `needs ${name} or a stand-in for it`;
  if (needs === "both") return `needs ${name}`;
  return needs === "write" ? `writes to ${name}` : `reads from ${name}`;
}

/** `partOf` as people say it: `part of`. */
function inWords(relation: string): string {
  return relation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
