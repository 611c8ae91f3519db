/**
 * Texts written one behind the other. Looking through all of them at once is many times faster than one by one, since
 * each of these lies somewhere else in memory.
 */
export interface JoinedTexts {
  /** Adds a text that belongs to a number; several may belong to one. Numbers do not decrease. */
  add(text: string, owner: number): void;
  /** 1 at each number below `size` that has a text with this part, which is at least one character. */
  having(part: string, size: number): Uint8Array;
}

export function joinedTexts(): JoinedTexts {
  let joined = "";
  const ends: number[] = [];
  const owners: number[] = [];
  return {
    add(text, owner) {
      joined += text;
      ends.push(joined.length);
      owners.push(owner);
    },
    having(part, size) {
      const found = new Uint8Array(size);
      let at = joined.indexOf(part);
      for (let index = 0; at >= 0 && index < ends.length; index++) {
        const end = ends[index] ?? 0;
        if (end <= at) continue;
        // What begins in one text and ends in another is in neither; a later place in the same text may be.
        const isWithin = at + part.length <= end;
        if (isWithin) found[owners[index] ?? 0] = 1;
        at = joined.indexOf(part, isWithin ? end : at + 1);
        if (at < end) index--;
      }
      return found;
    },
  };
}
