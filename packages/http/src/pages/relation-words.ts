/** What one entity does to others, by relation, in the order in which a page says it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["dependsOn", "needs"],
  ["consumesApi", "uses the API"],
  ["dependencyOf", "is needed by"],
  ["apiConsumedBy", "is used by"],
  ["providesApi", "provides"],
  ["apiProvidedBy", "is provided by"],
  ["partOf", "is part of"],
  ["hasPart", "consists of"],
  ["ownerOf", "owns"],
  ["childOf", "is part of the group"],
  ["parentOf", "has the groups"],
  ["memberOf", "is a member of"],
  ["hasMember", "has the members"],
]);

/** The owner has a place of its own on a page. */
const SAID_ELSEWHERE = "ownedBy";

/** The words of a relation; those of a kind of one's own are its name. */
export function relationWords(type: string): string {
  return WORDS.get(type) ?? `is related by ${type} to`;
}

/** Relations in the order of a page, without the owner. */
export function inPageOrder(types: Iterable<string>): readonly string[] {
  const known = [...WORDS.keys()];
  const place = (type: string) => (WORDS.has(type) ? known.indexOf(type) : known.length);
  return [...types].filter((type) => type !== SAID_ELSEWHERE).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
