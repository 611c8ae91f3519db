import type { Picture } from "../picture/picture.ts";

/** Something that stands in a picture as one. */
export interface Item {
  readonly id: string;
  readonly isRoot: boolean;
  /** How many cards high it is. */
  readonly rows: number;
}

/** `from` needs `to`, and that is why one of them is in the picture. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Where things stand, before anything is drawn. */
export interface Columns {
  /** By item: 0 for the roots, greater for what needs them, less for what they need. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Whether columns follow each other across; else they lie on top of each other, which suits long chains. */
  readonly areUpright: boolean;
}

/** What a column takes of a picture, in pixels: a card and the lines beside it, a card and the gap below it. */
const COLUMN = 265;
const ROW = 76;
/** A picture is pleasant when it is so much wider than high. */
const PLEASANT_RATIO = 1.3;
/** Wider pictures are hard to read in a chat. */
const READABLE_WIDTH = 1_900;
const FEWEST_ROWS = 6;
const MOST_ROWS = 40;
/** Chains as thin as this are laid down when they are too long to stand. */
const MOST_LYING = 4;

/**
 * Spreads items over columns: each beyond the column of what led to it, and no column longer than keeps the picture in
 * shape.
 */
export function columnsOf(items: readonly Item[], links: readonly Link[]): Columns {
  let best = { columnOf: spread(items, links, FEWEST_ROWS), score: Number.POSITIVE_INFINITY, width: 0, rows: 0 };
  for (let most = FEWEST_ROWS; most <= MOST_ROWS; most += 2) {
    const columnOf = spread(items, links, most);
    const rows = longestColumn(items, columnOf);
    const width = new Set(columnOf.values()).size * COLUMN;
    const shape = Math.abs(Math.log(width / (rows * ROW) / PLEASANT_RATIO));
    const score = shape + Math.max(0, width - READABLE_WIDTH) / COLUMN;
    if (score < best.score) best = { columnOf, score, width, rows };
  }
  return { columnOf: best.columnOf, areUpright: best.width <= READABLE_WIDTH || best.rows > MOST_LYING };
}

/** The columns of a picture in which every node stands alone. */
export function columnsOfNodes({ nodes, edges }: Picture): Columns {
  const items = nodes.map(({ id, role }) => ({ id, isRoot: role === "root", rows: 1 }));
  return columnsOf(
    items,
    edges.filter(({ type }) => type !== "further"),
  );
}

function longestColumn(items: readonly Item[], columnOf: ReadonlyMap<string, number>): number {
  const rowsOf = new Map<number, number>();
  for (const { id, rows } of items) {
    const column = columnOf.get(id) ?? 0;
    rowsOf.set(column, (rowsOf.get(column) ?? 0) + rows);
  }
  return Math.max(1, ...rowsOf.values());
}

function spread(items: readonly Item[], links: readonly Link[], most: number): ReadonlyMap<string, number> {
  const columnOf = new Map(items.filter(({ isRoot }) => isRoot).map(({ id }) => [id, 0]));
  const outwards = links.map(({ from, to }): Link => ({ from: to, to: from }));
  place(columnOf, items, neighbours(outwards), most, 1);
  place(columnOf, items, neighbours(links), most, -1);
  return columnOf;
}

function neighbours(links: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to } of links) {
    const known = found.get(from);
    if (known) known.push(to);
    else found.set(from, [to]);
  }
  return found;
}

/** Walks away from the roots, hop by hop, and gives each item the nearest column that still has room. */
function place(
  columnOf: Map<string, number>,
  items: readonly Item[],
  beyond: ReadonlyMap<string, readonly string[]>,
  most: number,
  direction: 1 | -1,
): void {
  const order = new Map(items.map((item, index) => [item.id, { index, rows: item.rows }]));
  const used = new Map<number, number>();
  for (let layer = items.filter(({ isRoot }) => isRoot).map(({ id }) => id); layer.length > 0; ) {
    const next = new Map<string, number>();
    for (const near of layer) {
      for (const far of beyond.get(near) ?? []) {
        if (!columnOf.has(far)) next.set(far, (columnOf.get(near) ?? 0) + direction);
      }
    }
    // Those that others stand behind go first, so that no chain gets longer for the sake of an end.
    const isEnd = (id: string) => Number(!beyond.has(id));
    const index = (id: string) => order.get(id)?.index ?? 0;
    const sorted = [...next].sort(([a], [b]) => isEnd(a) - isEnd(b) || index(a) - index(b));
    for (const [id, first] of sorted) {
      const { rows = 1 } = order.get(id) ?? {};
      let column = first;
      while ((used.get(column) ?? 0) > 0 && (used.get(column) ?? 0) + rows > most) column += direction;
      used.set(column, (used.get(column) ?? 0) + rows);
      columnOf.set(id, column);
    }
    layer = sorted.map(([id]) => id);
  }
}
