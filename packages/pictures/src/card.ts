import { countedEffects } from "./picture/blast-radius-words.ts";
import { EFFECTS } from "./picture/effects.ts";
import type { EntityNode, FoldedNode, PictureNode } from "./picture/picture.ts";
import { safeUrl } from "./picture/safe-url.ts";
import { shortened } from "./text/shortened.ts";
import { textWidth } from "./text/text-width.ts";
import type { Look, Palette } from "./theme.ts";

/** What stands in the box of a node, and how large the box is. */
export interface Card {
  /** What happens to it, in capitals: `BREAKS`. */
  readonly badge: string;
  /** How far it is from a root: `2 hops`; may be empty. */
  readonly hops: string;
  readonly name: string;
  /** Whose it is, and how much it matters. */
  readonly detail: string;
  readonly border: Border;
  readonly width: number;
  readonly height: number;
}

/** How the edge of a box is drawn, so that effects are told apart without colour. */
export type Border = "double" | "thick" | "dashed" | "dotted" | "thin" | "stacked";

/** Sizes of what stands in a card, in pixels. */
export const CARD = {
  padding: 10,
  icon: 16,
  gap: 12,
  height: 62,
  badge: { size: 10.5, weight: "semiBold", baseline: 17 },
  name: { size: 14, weight: "semiBold", baseline: 36 },
  detail: { size: 11.5, weight: "regular", baseline: 52 },
} as const;

/** How far the second border of a root lies outside of its box. */
export const SECOND_BORDER = 4;

const NARROWEST = 150;
/** The widest text in a card. */
const MOST_TEXT = 220;

/** The borders of effects. */
export const BORDERS = { breaks: "thick", degrades: "dashed", delayed: "dotted", "at-risk": "thin" } as const;
const BADGES = { breaks: "BREAKS", degrades: "DEGRADES", delayed: "DELAYED", "at-risk": "AT RISK" } as const;
const ROOT_BADGES = { down: "DOWN", "read-only": "READ-ONLY", slow: "SLOW", "bad-deploy": "BAD DEPLOY" } as const;

/** The card of a node of a picture whose roots are in `mode`. */
export function cardOf(node: PictureNode, mode: keyof typeof ROOT_BADGES | null): Card {
  const badge = badgeOf(node, mode);
  const hops = hopsOf(node);
  const name = fitted(node.name, CARD.name);
  const detail = fitted(node.type === "folded" ? foldedDetail(node) : entityDetail(node), CARD.detail);
  const top = CARD.icon + textWidth(badge, CARD.badge.size, "semiBold") + (hops === "" ? 0 : CARD.gap);
  const widest = Math.max(
    top + textWidth(hops, CARD.badge.size, "regular"),
    textWidth(name, CARD.name.size, CARD.name.weight),
    textWidth(detail, CARD.detail.size, CARD.detail.weight),
  );
  const width = Math.max(NARROWEST, Math.ceil(widest) + 2 * CARD.padding);
  return { badge, hops, name, detail, border: borderOf(node), width, height: CARD.height };
}

/** The colours of a node. */
export function lookOf(node: PictureNode, palette: Palette): Look {
  if (isRoot(node)) return palette.root;
  const effect = node.type === "folded" ? worstEffect(node) : node.effect;
  return effect ? palette.effects[effect] : palette.plain;
}

/** Whether a node is a root or a part of one. */
export function isRoot({ role }: PictureNode): boolean {
  return role === "root" || role === "part-of-root";
}

/** Where a click on a node leads; null for nowhere, also where a picture made by hand has another scheme. */
export function linkOf(node: PictureNode): string | null {
  return node.type === "entity" && node.url !== null ? safeUrl(node.url) : null;
}

/** The worst effect among folded entities. */
export function worstEffect({ byEffect }: FoldedNode): EntityNode["effect"] {
  return byEffect ? (EFFECTS.find((effect) => byEffect[effect] > 0) ?? null) : null;
}

function badgeOf(node: PictureNode, mode: keyof typeof ROOT_BADGES | null): string {
  if (node.type === "folded") return `+${node.count} MORE`;
  switch (node.role) {
    case "root":
      return mode ? ROOT_BADGES[mode] : "THIS";
    case "part-of-root":
      return mode ? ROOT_BADGES[mode] : "PART";
    case "affected":
      return node.effect ? BADGES[node.effect] : "AFFECTED";
    case "dependency":
      return "NEEDED";
    case "dependent":
      return "NEEDS IT";
    case "mentioned":
      return "NOT IN THE CATALOG";
    default:
      return node satisfies never;
  }
}

function borderOf(node: PictureNode): Border {
  if (node.type === "folded") return "stacked";
  if (isRoot(node)) return "double";
  if (node.role === "mentioned") return "dotted";
  return node.effect ? BORDERS[node.effect] : "thin";
}

function hopsOf(node: PictureNode): string {
  if (node.type === "entity") return node.distance === null ? "" : countedHops(node.distance);
  const { nearest, farthest } = node;
  return nearest === farthest ? countedHops(nearest) : `${nearest}–${farthest} hops`;
}

function countedHops(hops: number): string {
  return hops === 1 ? "1 hop" : `${hops} hops`;
}

function entityDetail({ owner, tier, role }: EntityNode): string {
  if (role === "mentioned") return "others name it";
  const whose = owner ?? "no owner";
  const part = role === "part-of-root" ? "part of what failed · " : "";
  return tier === null ? part + whose : `${part}${whose} · tier ${tier}`;
}

function foldedDetail(node: FoldedNode): string {
  const { byEffect, role, count } = node;
  const worst = worstEffect(node);
  if (!byEffect || !worst) return role === "dependency" ? "are needed" : "need it";
  const others = count - byEffect[worst];
  const counted = countedEffects({ ...NO_EFFECTS, [worst]: byEffect[worst] });
  return others > 0 ? `${counted}, ${others} less badly` : counted;
}

const NO_EFFECTS = { breaks: 0, degrades: 0, delayed: 0, "at-risk": 0 };

function fitted(text: string, { size, weight }: (typeof CARD)["name"] | (typeof CARD)["detail"]): string {
  return shortened(text, MOST_TEXT, size, weight);
}
