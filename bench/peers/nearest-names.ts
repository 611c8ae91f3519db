/** Every name with the fewest edits to what was typed, by looking at all of them. */
export function nearestNames(
  typed: string,
  names: readonly string[],
): { readonly distance: number; readonly names: string[] } {
  let distance = Number.POSITIVE_INFINITY;
  let nearest: string[] = [];
  for (const name of names) {
    const edits = editDistance(typed, name);
    if (edits > distance) continue;
    if (edits < distance) nearest = [];
    distance = edits;
    nearest.push(name);
  }
  return { distance, names: nearest };
}

/** Edits between two names: insert, remove, replace, swap neighbours (optimal string alignment), as in any textbook. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replace = (last[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      let least = Math.min(replace, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
