import { type Card, cardOf, SECOND_BORDER } from "../card.ts";
import { EDGE_LABEL, edgeLabel } from "../edge-label.ts";
import type { Picture, PictureEdge } from "../picture/picture.ts";
import { textWidth } from "../text/text-width.ts";
import { type Bundle, bundlesOf } from "./bundles.ts";
import { columnsOf } from "./columns.ts";
import { placeLabels } from "./place-labels.ts";
import type { Box, Point } from "./point.ts";

/** Where everything of a picture is. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The middles of all nodes. */
  readonly middles: ReadonlyMap<string, Point>;
  /** The blocks of nodes that share an edge. */
  readonly frames: readonly Box[];
  readonly lines: readonly Line[];
  /** Whether lines run across; else they run up. */
  readonly areUpright: boolean;
}

/** An edge, or one that stands for several. */
export interface Line {
  readonly edge: PictureEdge;
  /** A start, and then three points for each piece of a Bézier curve. */
  readonly curve: readonly Point[];
  /** Where the tip of the arrow is. */
  readonly tip: Point;
  /** Null without a label. */
  readonly label: Box | null;
}

const POINTS_PER_INCH = 72;

/** Asks Graphviz where to put a picture. Its code, 800 kB of WebAssembly, is loaded when this is first called. */
export async function layoutOf(picture: Picture): Promise<Layout> {
  const cards = new Map(picture.nodes.map((node) => [node.id, cardOf(node, picture.mode)]));
  const bundles = bundlesOf(picture, cards);
  const plan = planOf(picture, cards, bundles);
  const placed = readLayout(await graphvizJson(graphOf(plan)));

  const middles = new Map<string, Point>();
  const frames: Box[] = [];
  for (const [index, { id, width, height }] of plan.items.entries()) {
    const middle = placed.nodes[index] ?? { x: 0, y: 0 };
    const bundle = bundles.find((each) => each.id === id);
    if (!bundle) middles.set(id, middle);
    else frames.push({ ...middle, width, height });
    for (const [at, member] of (bundle?.members ?? []).entries()) {
      const offset = bundle?.offset(at) ?? { x: 0, y: 0 };
      middles.set(member, { x: middle.x + offset.x, y: middle.y + offset.y });
    }
  }
  const obstacles = plan.items.map((item, index) => ({ ...item, ...(placed.nodes[index] ?? { x: 0, y: 0 }) }));
  const { width, height } = placed;
  return { width, height, middles, frames, lines: linesOf(plan, placed, obstacles), areUpright: plan.areUpright };
}

/** What Graphviz is asked about. */
interface Plan {
  readonly items: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly roots: readonly string[];
  readonly edges: readonly {
    readonly edge: PictureEdge;
    readonly from: string;
    readonly to: string;
    readonly length: number;
  }[];
  readonly areUpright: boolean;
}

function planOf(picture: Picture, cards: ReadonlyMap<string, Card>, bundles: readonly Bundle[]): Plan {
  const bundleOf = new Map(bundles.flatMap((bundle) => bundle.members.map((member) => [member, bundle] as const)));
  const singles = picture.nodes.filter(({ id }) => !bundleOf.has(id));
  const roots = singles.filter(({ role }) => role === "root").map(({ id }) => id);
  const item = (id: string) => bundleOf.get(id)?.id ?? id;
  const edges = picture.edges
    .filter((edge) => (bundleOf.get(edge.from) ?? bundleOf.get(edge.to) ?? { edge }).edge === edge)
    .map((edge) => ({ edge, from: item(edge.from), to: item(edge.to) }))
    // From one side of a box to another side of the same one Graphviz finds no way, and ends.
    .filter(({ from, to }) => from !== to);
  const { columnOf, areUpright } = columnsOf(
    [
      ...singles.map(({ id, role }) => ({ id, isRoot: role === "root", rows: 1 })),
      ...bundles.map(({ id, rows }) => ({ id, isRoot: false, rows })),
    ],
    edges.filter(({ edge }) => edge.type !== "further"),
  );
  const column = (id: string) => columnOf.get(id) ?? 0;
  return {
    items: [...singles.map(({ id }) => ({ id, ...sizeOf(cards.get(id)) })), ...bundles],
    roots,
    edges: edges.map((each) => ({ ...each, length: Math.max(1, column(each.from) - column(each.to)) })),
    areUpright,
  };
}

function sizeOf(card: Card | undefined): { readonly width: number; readonly height: number } {
  const { width = 0, height = 0, border } = card ?? {};
  const room = border === "double" ? 2 * SECOND_BORDER : 0;
  return { width: width + room, height: height + room };
}

/** A graph of boxes and labels of known sizes, and nothing else. */
function graphOf({ items, roots, edges, areUpright }: Plan): string {
  const names = new Map(items.map(({ id }, index) => [id, `n${index}`]));
  const gaps = areUpright ? "rankdir=RL,ranksep=0.7,nodesep=0.17" : "rankdir=BT,ranksep=0.5,nodesep=0.25";
  const ports = areUpright ? "tailport=w,headport=e" : "tailport=n,headport=s";
  return [
    `digraph { graph [${gaps}]; node [shape=box,fixedsize=true,label=""];`,
    ...items.map(({ id, width, height }) => `${names.get(id)} [width=${inches(width)},height=${inches(height)}];`),
    ...(roots.length > 1 ? [`{ rank=same; ${roots.map((id) => names.get(id)).join("; ")} }`] : []),
    ...edges.map(({ edge, from, to, length }) => {
      const place = edge.type === "further" ? "constraint=false,weight=0" : `minlen=${length},${ports}`;
      return `${names.get(from)} -> ${names.get(to)} [${place}${labelTable(edge)}];`;
    }),
    "}",
  ].join("\n");
}

/** A label as an empty table of its size: Graphviz need not guess how wide a text is. */
function labelTable(edge: PictureEdge): string {
  if (edgeLabel(edge) === "") return "";
  const { width, height } = labelSize(edge);
  const size = `FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width)}" HEIGHT="${height}"`;
  return `,label=<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD ${size}></TD></TR></TABLE>>`;
}

function labelSize(edge: PictureEdge): { readonly width: number; readonly height: number } {
  const { size, weight, padding, height } = EDGE_LABEL;
  return { width: textWidth(edgeLabel(edge), size, weight) + 2 * padding, height };
}

async function graphvizJson(graph: string): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  try {
    return graphviz.layout(graph, "json", "dot");
  } catch (reason) {
    // After a failure its memory is in disorder: the next picture starts with a new one.
    Graphviz.unload();
    throw reason;
  }
}

/** What is read of Graphviz' JSON. Objects stand in the order in which they are written, subgraphs before nodes. */
interface GraphvizJson {
  readonly bb: string;
  readonly objects?: readonly { readonly pos?: string }[];
  readonly edges?: readonly { readonly pos?: string; readonly lp?: string }[];
}

function readLayout(json: string) {
  const { bb, objects = [], edges = [] }: GraphvizJson = JSON.parse(json);
  const [, , width = 0, height = 0] = numbers(bb);
  // Graphviz counts from the lower left corner.
  const point = (text: string): Point => {
    const [x = 0, y = 0] = numbers(text);
    return { x, y: height - y };
  };
  return {
    width,
    height,
    nodes: objects.flatMap(({ pos }) => (pos === undefined ? [] : [point(pos)])),
    edges: edges.map(({ pos, lp }) => {
      // Of edges that say the same twice it leaves out the second.
      if (pos === undefined) return null;
      const [tip = { x: 0, y: 0 }, ...curve] = pos.replace(/^e,/, "").split(" ").map(point);
      return { tip, curve, label: lp === undefined ? null : point(lp) };
    }),
  };
}

function linesOf({ edges }: Plan, placed: ReturnType<typeof readLayout>, obstacles: readonly Box[]): Line[] {
  const lines = edges.flatMap(({ edge }, index) => {
    const found = placed.edges[index];
    return found ? [{ ...found, edge, label: found.label && { ...found.label, ...labelSize(edge) } }] : [];
  });
  const labelled = lines.flatMap(({ curve, label }) => (label ? [{ curve, box: label }] : []));
  const places = placeLabels(labelled, obstacles);
  let next = 0;
  return lines.map((line) => (line.label ? { ...line, label: { ...line.label, ...places[next++] } } : line));
}

function numbers(text: string): number[] {
  return text.split(",").map(Number);
}

function inches(pixels: number): string {
  return (pixels / POINTS_PER_INCH).toFixed(4);
}
