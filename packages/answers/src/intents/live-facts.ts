import type { EntityRef } from "@callboard/core";
import type { FactsOf, FactType, KnownFact } from "@callboard/facts";

/** What live sources say of entities, as far as anybody asked them. */
export type LiveFacts = ReadonlyMap<EntityRef, FactsOf>;

/** Which facts about an entity an answer would show. */
export interface FactWish {
  readonly ref: EntityRef;
  readonly types: readonly FactType[];
}

/** A live fact, and whose it is. */
export interface FactAbout extends KnownFact {
  readonly of: EntityRef;
}

/** A live source that could not be read just now, so that a fact that is missing proves nothing. */
export interface UnreadSource {
  readonly source: string;
  readonly reason: string;
}

/** The facts of some types about entities, in the order of the entities; none where nobody looked. */
export function factsAbout(
  facts: LiveFacts | undefined,
  refs: readonly EntityRef[],
  types: readonly FactType[],
): readonly FactAbout[] {
  return [...new Set(refs)].flatMap((of) => {
    const known = facts?.get(of)?.facts.filter(({ type }) => types.includes(type)) ?? [];
    return known.map((fact) => ({ ...fact, of }));
  });
}

/** The sources of such facts that could not be read just now, each once. */
export function unreadSources(
  facts: LiveFacts | undefined,
  refs: readonly EntityRef[],
  types: readonly FactType[],
): readonly UnreadSource[] {
  const unread = new Map<string, UnreadSource>();
  for (const ref of refs) {
    for (const { source, reason, types: told } of facts?.get(ref)?.sources ?? []) {
      if (reason !== null && told.some((type) => types.includes(type))) unread.set(source, { source, reason });
    }
  }
  return [...unread.values()];
}
