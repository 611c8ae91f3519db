import type { Effect } from "@callboard/core";
import type { Look } from "../theme.ts";
import { element, type Markup } from "./markup.ts";

export type IconName = Effect | "root" | "plain";

/** A sign of 11 pixels for what happens to a node, told apart by its shape. */
export function icon(name: IconName, x: number, y: number, { ink, fill }: Look): Markup {
  const at = (dx: number, dy: number) => `${round(x + dx)} ${round(y + dy)}`;
  const line = (d: string, color: string) =>
    element("path", { d, fill: "none", stroke: color, "stroke-width": 1.6, "stroke-linecap": "round" });
  const shape = (d: string) => element("path", { d, fill: ink });
  const outline = (d: string) => element("path", { d, fill: "none", stroke: ink, "stroke-width": 1.4 });
  const cross = `M${at(3.6, 3.6)}L${at(7.4, 7.4)}M${at(7.4, 3.6)}L${at(3.6, 7.4)}`;
  const circle = `M${at(0.5, 5.5)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z`;
  switch (name) {
    case "breaks":
      return group(shape(circle), line(cross, fill));
    case "degrades":
      return shape(`M${at(0, 1.5)}L${at(11, 1.5)}L${at(5.5, 10.5)}Z`);
    case "delayed":
      return group(outline(circle), line(`M${at(5.5, 2.8)}L${at(5.5, 5.5)}L${at(7.6, 6.8)}`, ink));
    case "at-risk":
      return group(
        outline(`M${at(5.5, 1)}L${at(10.6, 10)}L${at(0.4, 10)}Z`),
        line(`M${at(5.5, 4.2)}L${at(5.5, 6.6)}M${at(5.5, 8.4)}L${at(5.5, 8.5)}`, ink),
      );
    case "root":
      return group(
        shape(
          `M${at(3.2, 0)}L${at(7.8, 0)}L${at(11, 3.2)}L${at(11, 7.8)}L${at(7.8, 11)}L${at(3.2, 11)}L${at(0, 7.8)}L${at(0, 3.2)}Z`,
        ),
        line(cross, fill),
      );
    case "plain":
      return outline(circle);
    default:
      return name satisfies never;
  }
}

function group(...parts: readonly Markup[]): Markup {
  return element("g", {}, ...parts);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
