import { type Border, cardOf, isRoot, linkOf, lookOf } from "./card.ts";
import { edgeLabel } from "./edge-label.ts";
import { columnsOfNodes } from "./layout/columns.ts";
import type { Picture, PictureEdge, PictureNode } from "./picture/picture.ts";
import { visible } from "./text/visible.ts";
import { PALETTES, type Palette, type Theme } from "./theme.ts";

/** How a picture looks. */
export interface LookOptions {
  /** `"light"` unless given. */
  readonly theme?: Theme;
}

const POINTS_PER_INCH = 72;
const FONT = "IBM Plex Sans,Helvetica,Arial,sans-serif";

/** A picture as a Graphviz graph. The same picture gives the same text. */
export function dot(picture: Picture, { theme = "light" }: LookOptions = {}): string {
  const palette = PALETTES[theme];
  const ids = new Map(picture.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const { columnOf, areUpright } = columnsOfNodes(picture);
  const roots = picture.nodes.filter(({ role }) => role === "root");
  const lines = [
    graphAttributes(picture, palette, areUpright),
    ...picture.nodes.map((node) => `${ids.get(node.id)} ${nodeAttributes(node, picture, palette)}`),
    ...(roots.length > 1 ? [`{ rank=same; ${roots.map(({ id }) => ids.get(id)).join("; ")} }`] : []),
    ...picture.edges.map((edge) => {
      const length = (columnOf.get(edge.from) ?? 0) - (columnOf.get(edge.to) ?? 0);
      return `${ids.get(edge.from)} -> ${ids.get(edge.to)} ${edgeAttributes(edge, length, areUpright, palette)}`;
    }),
  ];
  return `digraph picture {\n${lines.map((line) => `  ${line};\n`).join("")}}\n`;
}

function graphAttributes({ title, notes }: Picture, palette: Palette, areUpright: boolean): string {
  // A heading of nothing but empty lines ends Graphviz.
  const heading = [title, ...notes].map((line) => line.trim()).filter((line) => line !== "");
  return `graph ${attributes({
    rankdir: areUpright ? "RL" : "BT",
    ranksep: areUpright ? "0.75" : "0.55",
    nodesep: areUpright ? "0.17" : "0.25",
    bgcolor: palette.background,
    fontname: FONT,
    fontsize: "16",
    fontcolor: palette.text,
    labelloc: "t",
    labeljust: "l",
    ...(heading.length > 0 && { label: heading.map((line) => `${escapeLabel(line)}\\l`).join("") }),
  })}`;
}

function nodeAttributes(node: PictureNode, { mode }: Picture, palette: Palette): string {
  const card = cardOf(node, mode);
  const look = lookOf(node, palette);
  const url = linkOf(node);
  return attributes({
    shape: "box",
    fixedsize: "true",
    width: inches(card.width),
    height: inches(card.height),
    fontname: FONT,
    fontsize: "11",
    label: [`${card.badge}  ${card.hops}`.trim(), card.name, card.detail].map(escapeLabel).join("\\n"),
    fontcolor: isRoot(node) ? look.ink : palette.text,
    fillcolor: look.fill,
    color: look.border,
    ...BORDERS[card.border],
    tooltip: escapeLabel(node.id),
    ...(url !== null && { URL: escapeLabel(url) }),
  });
}

const BORDERS: Readonly<Record<Border, Readonly<Record<string, string>>>> = {
  double: { style: "filled,rounded", peripheries: "2", penwidth: "2" },
  thick: { style: "filled,rounded", penwidth: "2.5" },
  dashed: { style: "filled,rounded,dashed", penwidth: "2" },
  dotted: { style: "filled,rounded,dotted", penwidth: "2" },
  thin: { style: "filled,rounded", penwidth: "1" },
  stacked: { shape: "folder", style: "filled", penwidth: "1.5" },
};

function edgeAttributes(edge: PictureEdge, length: number, areUpright: boolean, palette: Palette): string {
  const label = edgeLabel(edge);
  const isFurther = edge.type === "further";
  return attributes({
    color: isFurther ? palette.faintLine : palette.line,
    penwidth: isFurther ? "0.8" : "1.6",
    style: EDGE_STYLES[edge.when],
    // From one side of a box to another side of the same one Graphviz finds no way, and ends.
    ...(!isFurther &&
      edge.from !== edge.to &&
      (areUpright ? { tailport: "w", headport: "e" } : { tailport: "n", headport: "s" })),
    ...(label !== "" && { label: escapeLabel(label), fontname: FONT, fontsize: "11", fontcolor: palette.muted }),
    ...(isFurther ? { constraint: "false", weight: "0" } : { minlen: `${Math.max(1, length)}` }),
  });
}

const EDGE_STYLES: Readonly<Record<PictureEdge["when"], string>> = {
  always: "solid",
  async: "dashed",
  fallback: "dotted",
  build: "dashed",
};

function attributes(values: Readonly<Record<string, string>>): string {
  const written = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  return `[${written.join(", ")}]`;
}

/** Text as it may stand in a quoted label: Graphviz reads escapes (`\N`, `\l`) and entities (`&amp;`) in there. */
function escapeLabel(text: string): string {
  return visible(text).replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

function inches(pixels: number): string {
  return (pixels / POINTS_PER_INCH).toFixed(4);
}
