import { CARD, type Card, cardOf, isRoot, linkOf, lookOf, SECOND_BORDER, worstEffect } from "../card.ts";
import type { Point } from "../layout/point.ts";
import type { Picture, PictureNode } from "../picture/picture.ts";
import { textWidth } from "../text/text-width.ts";
import { visible } from "../text/visible.ts";
import type { Look, Palette } from "../theme.ts";
import { type IconName, icon } from "./icon.ts";
import { content, element, type Markup } from "./markup.ts";
import { textMarkup } from "./text-markup.ts";

/** The box of a node around its middle, as a link where it has an address. */
export function cardMarkup(node: PictureNode, middle: Point, { mode }: Picture, palette: Palette): Markup {
  const card = cardOf(node, mode);
  const look = lookOf(node, palette);
  const left = middle.x - card.width / 2;
  const top = middle.y - card.height / 2;
  const { ink } = look;
  const text = isRoot(node) ? ink : palette.text;
  const muted = isRoot(node) ? ink : palette.muted;
  const right = left + card.width - CARD.padding;
  const parts = [
    element("title", {}, content(visible(node.type === "entity" ? node.id : `${card.badge} ${node.name}`))),
    ...boxMarkup(card, left, top, look),
    icon(iconOf(node, mode), left + CARD.padding, top + CARD.badge.baseline - 9.5, look),
    textMarkup(card.badge, left + CARD.padding + CARD.icon, top + CARD.badge.baseline, { ...CARD.badge, color: ink }),
    ...(card.hops === ""
      ? []
      : [
          textMarkup(card.hops, right - textWidth(card.hops, CARD.badge.size, "regular"), top + CARD.badge.baseline, {
            size: CARD.badge.size,
            weight: "regular",
            color: muted,
          }),
        ]),
    textMarkup(card.name, left + CARD.padding, top + CARD.name.baseline, { ...CARD.name, color: text }),
    textMarkup(card.detail, left + CARD.padding, top + CARD.detail.baseline, { ...CARD.detail, color: muted }),
  ];
  const group = element("g", { class: "node" }, ...parts);
  const url = linkOf(node);
  return url === null ? group : element("a", { href: url }, group);
}

const STACK_OFFSETS = [6, 3];

/** The box itself, and what is drawn around or behind it. */
export function boxMarkup(card: Pick<Card, "border" | "width" | "height">, x: number, y: number, look: Look): Markup[] {
  const { width, height, border } = card;
  const box = (inset: number, attributes: Readonly<Record<string, string | number>>) =>
    element("rect", {
      x: x + inset,
      y: y + inset,
      width: width - 2 * inset,
      height: height - 2 * inset,
      rx: Math.min(7, height / 3) - inset / 2,
      fill: look.fill,
      stroke: look.border,
      ...attributes,
    });
  switch (border) {
    case "double":
      return [box(-SECOND_BORDER, { "stroke-width": 2 }), box(0, { stroke: look.ink, "stroke-width": 1.2 })];
    case "thick":
      return [box(0, { "stroke-width": 3 })];
    case "dashed":
      return [box(0, { "stroke-width": 2, "stroke-dasharray": "8 4" })];
    case "dotted":
      return [box(0, { "stroke-width": 2.2, "stroke-dasharray": "0.1 4.2", "stroke-linecap": "round" })];
    case "thin":
      return [box(0, { "stroke-width": 1 })];
    case "stacked":
      return [
        ...STACK_OFFSETS.map((offset) => box(0, { x: x + offset, y: y + offset })),
        box(0, { "stroke-width": 1.5 }),
      ];
    default:
      return border satisfies never;
  }
}

function iconOf(node: PictureNode, mode: Picture["mode"]): IconName {
  if (node.type === "folded") return worstEffect(node) ?? "plain";
  if (isRoot(node)) return mode === null ? "plain" : "root";
  return node.effect ?? "plain";
}
