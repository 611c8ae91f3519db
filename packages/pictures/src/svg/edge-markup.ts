import { EDGE_LABEL, edgeLabel } from "../edge-label.ts";
import type { Line } from "../layout/layout.ts";
import type { Box, Point } from "../layout/point.ts";
import type { PictureEdge } from "../picture/picture.ts";
import type { Palette } from "../theme.ts";
import { element, type Markup } from "./markup.ts";
import { textMarkup } from "./text-markup.ts";

const ARROW = { length: 9, halfWidth: 3.8 };

/** An edge without its label. `isAcross` tells that it comes from the right and not from below. */
export function edgeMarkup({ edge, curve, tip }: Line, isAcross: boolean, palette: Palette): Markup {
  const [start = tip, ...rest] = curve;
  const pieces = Array.from({ length: Math.floor(rest.length / 3) }, (_, index) =>
    rest.slice(index * 3, index * 3 + 3),
  );
  const d = `M${pair(start)}${pieces.map((points) => `C${points.map(pair).join(" ")}`).join("")}L${pair(tip)}`;
  // Many edges may end at one place: there, all arrows point the same way.
  const straight = isAcross ? { x: tip.x + ARROW.length, y: tip.y } : { x: tip.x, y: tip.y + ARROW.length };
  const from = edge.type === "further" ? (rest.at(-1) ?? start) : straight;
  return element("g", { class: "edge" }, ...lineMarkup(edge, d, from, tip, palette));
}

/** A line and its arrow. */
export function lineMarkup(
  { when, type }: Pick<PictureEdge, "when" | "type">,
  d: string,
  from: Point,
  tip: Point,
  palette: Palette,
): Markup[] {
  const color = type === "further" ? palette.faintLine : palette.line;
  return [
    element("path", {
      d,
      fill: "none",
      stroke: color,
      "stroke-width": type === "further" ? 1.1 : 1.7,
      ...DASHES[when],
    }),
    element("path", { d: arrow(from, tip), fill: color }),
  ];
}

const DASHES: Readonly<Record<PictureEdge["when"], Readonly<Record<string, string>>>> = {
  always: {},
  async: { "stroke-dasharray": "8 5" },
  fallback: { "stroke-dasharray": "0.1 4.5", "stroke-linecap": "round" },
  build: { "stroke-dasharray": "12 4 2 4" },
};

/** The label of an edge on a ground of its own, so that lines below it do not strike it out. */
export function edgeLabelMarkup(edge: PictureEdge, box: Box, palette: Palette): Markup {
  const { size, weight, padding } = EDGE_LABEL;
  const left = box.x - box.width / 2;
  const style = { size, weight, color: palette.muted };
  return element(
    "g",
    { class: "edge-label" },
    element("rect", {
      x: left,
      y: box.y - box.height / 2,
      width: box.width,
      height: box.height,
      rx: 3,
      fill: palette.background,
    }),
    textMarkup(edgeLabel(edge), left + padding, box.y + size * 0.35, style),
  );
}

function arrow(from: Point, tip: Point): string {
  const distance = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [dx, dy] = [(tip.x - from.x) / distance, (tip.y - from.y) / distance];
  const base = { x: tip.x - dx * ARROW.length, y: tip.y - dy * ARROW.length };
  const side = (sign: number) => ({
    x: base.x - dy * ARROW.halfWidth * sign,
    y: base.y + dx * ARROW.halfWidth * sign,
  });
  return `M${pair(tip)}L${pair(side(1))}L${pair(side(-1))}Z`;
}

function pair({ x, y }: Point): string {
  return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}
