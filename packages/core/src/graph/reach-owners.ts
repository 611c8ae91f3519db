import type { EntityRef } from "../model/entity-ref.ts";
import { type Contact, contactsOf } from "./contacts.ts";
import { CHILD_OF, MEMBER_OF } from "./entity-profile.ts";
import { type GraphIndex, isDescribed } from "./graph-index.ts";
import { compareText, related } from "./relations-of.ts";

/** How to reach owners, and who is above them. */
export interface OwnersReached {
  readonly chain: readonly EntityRef[];
  readonly contacts: readonly Contact[];
  /** Says so where the contacts are those of somebody else; null where they are the owners' own. */
  readonly reason: string | null;
}

/** The groups above owners, nearest first, and the contacts of each owner, or of the nearest group above that has any. */
export function reachOwners(graph: GraphIndex, owners: readonly number[]): OwnersReached {
  const above = owners.map((owner) => groupsAbove(graph, owner));
  const contacts: Contact[] = [];
  const reasons: string[] = [];
  for (const [index, owner] of owners.entries()) {
    const reachable = [owner, ...(above[index] ?? [])].find((id) => contactsAt(graph, id).length > 0);
    if (reachable === undefined) continue;
    contacts.push(...contactsAt(graph, reachable));
    if (reachable !== owner) {
      reasons.push(
        `${graph.ids.ref(owner)} says no way to reach it; that of ${graph.ids.ref(reachable)} above it is given.`,
      );
    }
  }
  return {
    chain: [...new Set(above.flat())].map(graph.ids.ref),
    contacts: contacts.filter((contact, index) => contacts.findIndex((other) => isSame(contact, other)) === index),
    reason: reasons.length > 0 ? reasons.join(" ") : null,
  };
}

/** Layer by layer, each in order of refs; of a person, the groups it belongs to come first. */
function groupsAbove(graph: GraphIndex, owner: number): readonly number[] {
  const seen = new Set([owner]);
  for (let layer = [owner]; layer.length > 0; ) {
    const next = new Set(layer.flatMap((id) => [...related(graph, id, CHILD_OF), ...related(graph, id, MEMBER_OF)]));
    layer = [...next]
      .filter((id) => isDescribed(graph, id) && !seen.has(id))
      .sort((a, b) => compareText(graph.ids.ref(a), graph.ids.ref(b)));
    for (const id of layer) seen.add(id);
  }
  seen.delete(owner);
  return [...seen];
}

function contactsAt(graph: GraphIndex, id: number): readonly Contact[] {
  const stored = graph.ids.stored(id);
  return stored ? contactsOf(stored) : [];
}

function isSame(a: Contact, b: Contact): boolean {
  return a.type === b.type && a.value === b.value;
}
