/** A line and a column in a text, both counted from 1; columns count UTF-16 code units, as editors do. */
export type Place = readonly [line: number, column: number];

/** Finds the place of an offset. Takes constant time when asked in ascending order, else logarithmic. */
export type LineIndex = (offset: number) => Place;

/** Prepares a text for finding the places of offsets into it. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  let line = 0; // the line of the last answer: the next question is mostly about it or the one below
  const startOf = (index: number) => starts[index] ?? Number.POSITIVE_INFINITY;
  return (offset) => {
    if (offset < startOf(line) || offset >= startOf(line + 2)) line = lastAtMost(starts, offset);
    else if (offset >= startOf(line + 1)) line += 1;
    return [line + 1, Math.max(offset - startOf(line), 0) + 1];
  };
}

/** The index of the last of the ascending `numbers` that is at most `limit`; 0 when there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
