import type { LookOptions } from "./dot.ts";
import { type Layout, layoutOf } from "./layout/layout.ts";
import type { Picture } from "./picture/picture.ts";
import { cardMarkup } from "./svg/card-markup.ts";
import { edgeLabelMarkup, edgeMarkup } from "./svg/edge-markup.ts";
import { type Block, legend } from "./svg/legend.ts";
import { content, element, type Markup } from "./svg/markup.ts";
import { textMarkup } from "./svg/text-markup.ts";
import { textWidth } from "./text/text-width.ts";
import { visible } from "./text/visible.ts";
import { wrapped } from "./text/wrapped.ts";
import { PALETTES, type Palette } from "./theme.ts";

const MARGIN = 24;
const TITLE = { size: 18, weight: "semiBold", line: 25 } as const;
const NOTE = { size: 12.5, weight: "regular", line: 18 } as const;
const SPACE = 18;
/** Narrower pictures are widened to it, for their title and legend. */
const NARROWEST = 620;
const FONT = "'IBM Plex Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif";

/**
 * A picture as an SVG document of its own: no script, no style sheet, nothing loaded from elsewhere. The same picture
 * gives the same text.
 */
export async function svg(picture: Picture, { theme = "light" }: LookOptions = {}): Promise<string> {
  const palette = PALETTES[theme];
  const layout = await layoutOf(picture);
  const inner = Math.max(layout.width, Math.min(NARROWEST, titleWidth(picture)), NARROWEST * 0.7);
  const heading = headingBlock(picture, inner, palette);
  const graphTop = MARGIN + heading.height + SPACE;
  const legendTop = graphTop + layout.height + SPACE;
  const key = legend({ ...picture, hasFrames: layout.frames.length > 0 }, MARGIN, legendTop, inner, palette);
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(legendTop + key.height + MARGIN);
  const graphLeft = MARGIN + (inner - layout.width) / 2;
  const root = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-family": FONT,
    },
    element("title", {}, content(visible(picture.title))),
    element("rect", { width, height, fill: palette.background }),
    heading.markup,
    element(
      "g",
      { transform: `translate(${round(graphLeft)} ${round(graphTop)})` },
      ...graph(picture, layout, palette),
    ),
    key.markup,
  );
  return `${root}\n`;
}

/** Labels of edges come last, so that no line crosses them. */
function graph(picture: Picture, { middles, frames, lines, areUpright }: Layout, palette: Palette): Markup[] {
  const [further, reasons] = [true, false].map((isFurther) =>
    lines.filter(({ edge }) => (edge.type === "further") === isFurther),
  );
  return [
    ...frames.map(({ x, y, width, height }) => {
      const place = { x: x - width / 2, y: y - height / 2, width, height, rx: 10 };
      return element("rect", {
        class: "frame",
        ...place,
        fill: "none",
        stroke: palette.faintLine,
        "stroke-width": 1.2,
      });
    }),
    ...[...(further ?? []), ...(reasons ?? [])].map((line) => edgeMarkup(line, areUpright, palette)),
    ...picture.nodes.flatMap((node) => {
      const middle = middles.get(node.id);
      return middle ? [cardMarkup(node, middle, picture, palette)] : [];
    }),
    ...lines.flatMap(({ edge, label }) => (label ? [edgeLabelMarkup(edge, label, palette)] : [])),
  ];
}

function headingBlock({ title, notes }: Picture, width: number, palette: Palette): Block {
  const lines = [
    ...wrapped(title, width, TITLE.size, TITLE.weight).map((text) => ({ text, ...TITLE, color: palette.text })),
    ...notes.flatMap((note) =>
      wrapped(note, width, NOTE.size, NOTE.weight).map((text) => ({ text, ...NOTE, color: palette.muted })),
    ),
  ];
  let y: number = MARGIN;
  const drawn = lines.map(({ text, line, ...style }) => {
    y += line;
    return textMarkup(text, MARGIN, y - line * 0.3, style);
  });
  return { height: y - MARGIN, markup: element("g", { class: "heading" }, ...drawn) };
}

function titleWidth({ title }: Picture): number {
  return textWidth(title.slice(0, 200), TITLE.size, TITLE.weight);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
