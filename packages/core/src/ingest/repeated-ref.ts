import type { Problem } from "../model/problem.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** What is wrong with a description whose file describes the ref already. */
export function repeatedRef(repeated: StoredEntity, first: StoredEntity): Problem {
  return {
    ...atName(repeated),
    rule: REPEATED,
    message: `${repeated.ref} is described twice in this file; the description at ${placeOfName(first)} is used. Rename or remove one of them.`,
  };
}

/** What is wrong with a description of a ref that another file, perhaps of another source, describes as well. */
export function refConflict(winner: StoredEntity, loser: StoredEntity): Problem {
  const from = winner.source === loser.source ? "" : ` (source ${winner.source})`;
  return {
    ...atName(loser),
    rule: CONFLICT,
    message: `${loser.ref} is already described at ${placeOfName(winner)}${from}; this description is not used until that one is gone. Rename or remove one of them.`,
  };
}

/** True for the problem of a description that is not used because another one is. */
export function isUnusedDescription({ rule }: Problem): boolean {
  return rule === REPEATED || rule === CONFLICT;
}

const REPEATED = "repeated-ref";
const CONFLICT = "ref-conflict";

function atName({ ref, location, line, positions }: StoredEntity) {
  const [atLine, column] = positions[NAME] ?? [line, null];
  return { severity: "error", location, line: atLine, column, entity: ref, path: NAME } as const;
}

function placeOfName({ location, line, positions }: StoredEntity): string {
  const atLine = positions[NAME]?.[0] ?? line;
  return atLine === null ? location : `${location}:${atLine}`;
}

const NAME = "/metadata/name";
