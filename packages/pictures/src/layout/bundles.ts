import { CARD, type Card } from "../card.ts";
import { edgeLabel } from "../edge-label.ts";
import type { Picture, PictureEdge } from "../picture/picture.ts";
import type { Point } from "./point.ts";

/** Nodes that need the same in the same way, and that nothing else is known of: one block with one edge. */
export interface Bundle {
  readonly id: string;
  /** In the order of the picture. */
  readonly members: readonly string[];
  /** The edge of the first, which stands for those of all. */
  readonly edge: PictureEdge;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
  /** The middle of a member, from the middle of the block. */
  offset(index: number): Point;
}

const FEWEST_MEMBERS = 5;
const GAP = 10;
const PADDING = 10;

/** The blocks of a picture. Sixty things that need one database are a block with one arrow, not sixty arrows. */
export function bundlesOf({ nodes, edges }: Picture, cards: ReadonlyMap<string, Card>): readonly Bundle[] {
  const edgesAt = new Map<string, PictureEdge[]>();
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) edgesAt.set(end, [...(edgesAt.get(end) ?? []), edge]);
  }
  const groups = new Map<string, { readonly edge: PictureEdge; readonly members: string[] }>();
  for (const { id, role, type } of nodes) {
    const [edge, ...others] = edgesAt.get(id) ?? [];
    if (!edge || others.length > 0 || role === "root" || edge.type === "further") continue;
    const isNeeded = edge.to === id;
    const key = JSON.stringify([type, isNeeded, isNeeded ? edge.from : edge.to, edge.when, edgeLabel(edge)]);
    const group = groups.get(key);
    if (group) group.members.push(id);
    else groups.set(key, { edge, members: [id] });
  }
  return [...groups.values()]
    .filter(({ members }) => members.length >= FEWEST_MEMBERS)
    .map(({ edge, members }, index) => bundle(`bundle:${index + 1}`, edge, members, cards));
}

function bundle(id: string, edge: PictureEdge, members: readonly string[], cards: ReadonlyMap<string, Card>): Bundle {
  const cell = Math.max(...members.map((member) => cards.get(member)?.width ?? 0)) + GAP;
  const row = CARD.height + GAP;
  // A block is higher than wide, since it shares its column with others.
  const columns = Math.ceil(Math.sqrt(members.length / 4.5));
  const rows = Math.ceil(members.length / columns);
  const width = columns * cell - GAP + 2 * PADDING;
  const height = rows * row - GAP + 2 * PADDING;
  return {
    id,
    members,
    edge,
    width,
    height,
    rows,
    offset(index) {
      const [column, line] = [index % columns, Math.floor(index / columns)];
      return {
        x: PADDING + column * cell + (cell - GAP) / 2 - width / 2,
        y: PADDING + line * row + CARD.height / 2 - height / 2,
      };
    },
  };
}
