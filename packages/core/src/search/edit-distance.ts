/**
 * How many letters must be added, dropped, changed or swapped with their neighbour to make `b` of `a`; Infinity when
 * that takes more than `max`. No letter is touched twice (optimal string alignment). Costs `max` × length.
 */
export function editDistance(a: string, b: string, max: number): number {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const height = endA - start;
  const width = endB - start;
  if (Math.abs(height - width) > max) return Infinity;
  if (height === 0 || width === 0) return height + width;

  // Three rows of the table; only the cells at most `max` from the diagonal can matter, the others stay too far.
  const far = Math.min(max, height + width) + 1;
  let beforeLast = new Int32Array(width + 1).fill(far);
  let last = new Int32Array(width + 1).fill(far);
  let row = new Int32Array(width + 1);
  for (let j = 0; j <= width && j < far; j++) last[j] = j;
  let nearestInLast = 0;
  for (let i = 1; i <= height; i++) {
    const letter = a.charCodeAt(start + i - 1);
    row.fill(far);
    row[0] = Math.min(i, far);
    let nearest = row[0];
    for (let j = Math.max(1, i - max); j <= Math.min(width, i + max); j++) {
      const other = b.charCodeAt(start + j - 1);
      let edits = Math.min(cell(last, j - 1) + (letter === other ? 0 : 1), cell(last, j) + 1, cell(row, j - 1) + 1);
      if (i > 1 && j > 1 && letter === b.charCodeAt(start + j - 2) && other === a.charCodeAt(start + i - 2)) {
        edits = Math.min(edits, cell(beforeLast, j - 2) + 1);
      }
      row[j] = Math.min(edits, far);
      if (edits < nearest) nearest = edits;
    }
    // A swap reaches back over one row, so one row without hope is not enough.
    if (nearest >= far && nearestInLast + 1 >= far) return Infinity;
    nearestInLast = nearest;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const distance = cell(last, width);
  return distance >= far ? Infinity : distance;
}

function cell(row: Int32Array, column: number): number {
  return row[column]!; // columns are bounded by the loops above
}
