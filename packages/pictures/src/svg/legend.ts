import { BORDERS, type lookOf } from "../card.ts";
import { EFFECTS } from "../picture/effects.ts";
import type { Picture, PictureEdge } from "../picture/picture.ts";
import { textWidth } from "../text/text-width.ts";
import type { Palette } from "../theme.ts";
import { boxMarkup } from "./card-markup.ts";
import { lineMarkup } from "./edge-markup.ts";
import { element, type Markup } from "./markup.ts";
import { textMarkup } from "./text-markup.ts";

/** A part of a drawing and its size. */
export interface Block {
  readonly height: number;
  readonly markup: Markup;
}

/** A picture, and whether it has blocks of nodes that share an edge. */
interface Shown extends Picture {
  readonly hasFrames: boolean;
}

interface Item {
  readonly text: string;
  /** Draws a sample of 30 by 14 pixels. */
  sample(x: number, y: number): readonly Markup[];
}

const SAMPLE = { width: 30, height: 14 };
const GAP = 8;
const BETWEEN = 20;
const ROW = 22;
const TEXT = { size: 11.5, weight: "regular" } as const;

/** What borders and lines mean, of those that occur; in rows of at most `width`. */
export function legend(picture: Shown, left: number, top: number, width: number, palette: Palette): Block {
  let x = left;
  let y = top;
  const drawn: Markup[] = [];
  for (const { text, sample } of [...edgeItems(picture, palette), ...nodeItems(picture, palette)]) {
    const wide = SAMPLE.width + GAP + textWidth(text, TEXT.size, TEXT.weight);
    if (x > left && x + wide > left + width) {
      x = left;
      y += ROW;
    }
    drawn.push(...sample(x, y + (ROW - SAMPLE.height) / 2));
    drawn.push(textMarkup(text, x + SAMPLE.width + GAP, y + ROW / 2 + 4, { ...TEXT, color: palette.muted }));
    x += wide + BETWEEN;
  }
  return { height: y + ROW - top, markup: element("g", { class: "legend" }, ...drawn) };
}

/** What edges with such a label mean. */
const WHENS: Readonly<Record<Exclude<PictureEdge["when"], "always">, string>> = {
  async: "async: work waits",
  fallback: "fallback: there is another way",
  build: "build: only when it is built",
};

function edgeItems({ edges }: Picture, palette: Palette): Item[] {
  const line = (text: string, type: PictureEdge["type"], when: PictureEdge["when"]): Item => ({
    text,
    sample(x, y) {
      const middle = y + SAMPLE.height / 2;
      const d = `M${Math.round(x * 100) / 100} ${middle}h${SAMPLE.width - 9}`;
      const tip = { x: x + SAMPLE.width, y: middle };
      return lineMarkup({ type, when }, d, { x, y: middle }, tip, palette);
    },
  });
  const whens = new Set(edges.map(({ when }) => when));
  return [
    ...(edges.length > 0 ? [line("a → b: a needs b", "reason", "always")] : []),
    ...(edges.some(({ type }) => type === "further") ? [line("a needs b too", "further", "always")] : []),
    ...(["async", "fallback", "build"] as const).flatMap((when) =>
      whens.has(when) ? [line(WHENS[when], "reason", when)] : [],
    ),
  ];
}

const MEANINGS = { breaks: "breaks", degrades: "degrades", delayed: "is delayed", "at-risk": "is at risk" } as const;

function nodeItems({ nodes, mode, hasFrames }: Shown, palette: Palette): Item[] {
  const box = (
    text: string,
    border: Parameters<typeof boxMarkup>[0]["border"],
    look: ReturnType<typeof lookOf>,
  ): Item => ({
    text,
    // Smaller by what is drawn around or behind it.
    sample: (x, y) => boxMarkup({ width: SAMPLE.width - 8, height: SAMPLE.height - 4, border }, x + 4, y + 2, look),
  });
  const effects = new Set(nodes.map((node) => (node.type === "entity" ? node.effect : null)));
  return [
    box(mode === null ? "asked about" : "what failed", "double", palette.root),
    ...EFFECTS.flatMap((effect) =>
      effects.has(effect) ? [box(MEANINGS[effect], BORDERS[effect], palette.effects[effect])] : [],
    ),
    ...(hasFrames ? [frameItem(palette)] : []),
    ...(nodes.some(({ type }) => type === "folded")
      ? [box("several, over however many hops", "stacked", palette.plain)]
      : []),
  ];
}

function frameItem(palette: Palette): Item {
  return {
    text: "each in the frame",
    sample: (x, y) => {
      const place = { x: x + 4, y: y + 1, width: SAMPLE.width - 8, height: SAMPLE.height - 2, rx: 4 };
      return [element("rect", { ...place, fill: "none", stroke: palette.faintLine, "stroke-width": 1.2 })];
    },
  };
}
