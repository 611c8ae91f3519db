import { SaxesParser } from "saxes";
import { readFont } from "./font.ts";

/** An element of an SVG, with its place on the whole drawing. */
export interface Shape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Shape[];
  /** By how much the groups around it move it. */
  readonly moved: { readonly x: number; readonly y: number };
}

/** Reads an SVG strictly: throws for what is not well-formed XML. */
export function parseSvg(source: string): Shape {
  type Open = {
    name: string;
    attributes: Record<string, string>;
    text: string;
    children: Shape[];
    moved: Shape["moved"];
  };
  const open: Open[] = [{ name: "", attributes: {}, text: "", children: [], moved: { x: 0, y: 0 } }];
  const parser = new SaxesParser();
  parser.on("error", (reason) => {
    throw reason;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const { x, y } = open.at(-1)?.moved ?? { x: 0, y: 0 };
    const [, dx = "0", dy = "0"] = /^translate\((\S+) (\S+)\)$/.exec(attributes.transform ?? "") ?? [];
    open.push({ name, attributes, text: "", children: [], moved: { x: x + Number(dx), y: y + Number(dy) } });
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed) open.at(-1)?.children.push(closed);
  });
  parser.write(source).close();
  const [root] = open[0]?.children ?? [];
  if (!root) throw new Error("the SVG is empty");
  return root;
}

/** A shape and all that is in it. */
export function everything(shape: Shape): Shape[] {
  return [shape, ...shape.children.flatMap(everything)];
}

/** The shapes of one class. */
export function ofClass(root: Shape, name: string): Shape[] {
  return everything(root).filter(({ attributes }) => attributes.class === name);
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const FONTS = {
  regular: readFont(new URL("../fonts/IBMPlexSans-Regular.ttf", import.meta.url)),
  semiBold: readFont(new URL("../fonts/IBMPlexSans-SemiBold.ttf", import.meta.url)),
};

/** Where the letters of a `text` are, by the widths of the bundled font. */
export function textArea({ attributes, text, moved }: Shape): Area {
  const size = Number(attributes["font-size"]);
  const font = attributes["font-weight"] === "600" ? FONTS.semiBold : FONTS.regular;
  const width = [...text].reduce((sum, character) => sum + ((font.advance(character) ?? 1000) * size) / 1000, 0);
  const [x, y] = [Number(attributes.x) + moved.x, Number(attributes.y) + moved.y];
  return { left: x, right: x + width, top: y - size * 0.78, bottom: y + size * 0.22 };
}

export function rectArea({ attributes, moved }: Shape): Area {
  const [left, top] = [Number(attributes.x ?? 0) + moved.x, Number(attributes.y ?? 0) + moved.y];
  return { left, top, right: left + Number(attributes.width), bottom: top + Number(attributes.height) };
}

export function isInside(inner: Area, outer: Area): boolean {
  const slack = 0.05;
  return (
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack &&
    inner.bottom <= outer.bottom + slack
  );
}

export function doOverlap(a: Area, b: Area): boolean {
  const slack = 0.05;
  return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;
}

/** The contrast of two colours as WCAG counts it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
