import { type Border, cardOf, linkOf, lookOf } from "./card.ts";
import type { LookOptions } from "./dot.ts";
import { edgeLabel } from "./edge-label.ts";
import { columnsOfNodes } from "./layout/columns.ts";
import type { Picture, PictureEdge, PictureNode } from "./picture/picture.ts";
import { visible } from "./text/visible.ts";
import { type Look, PALETTES, type Palette } from "./theme.ts";

/** A picture as a Mermaid flowchart. The same picture gives the same text. */
export function mermaid(picture: Picture, { theme = "light" }: LookOptions = {}): string {
  const palette = PALETTES[theme];
  const ids = new Map(picture.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const classes = new Map<string, { readonly definition: string; readonly members: string[] }>();
  for (const node of picture.nodes) {
    const name = className(node, picture, palette);
    const known = classes.get(name) ?? { definition: classDefinition(node, picture, palette), members: [] };
    known.members.push(ids.get(node.id) ?? "");
    classes.set(name, known);
  }
  return [
    "---",
    `title: ${yamlText(picture.title)}`,
    "---",
    `flowchart ${columnsOfNodes(picture).areUpright ? "RL" : "BT"}`,
    ...picture.nodes.map((node) => `  ${ids.get(node.id)}${shaped(node, picture)}`),
    ...picture.edges.map((edge) => `  ${ids.get(edge.from)} ${arrow(edge)} ${ids.get(edge.to)}`),
    ...picture.nodes.flatMap((node) => {
      const url = linkOf(node);
      return url === null ? [] : [`  click ${ids.get(node.id)} href "${linkText(url)}"`];
    }),
    ...[...classes].flatMap(([name, { definition, members }]) => [
      `  classDef ${name} ${definition}`,
      `  class ${members.join(",")} ${name}`,
    ]),
    "",
  ].join("\n");
}

/** Shapes tell effects apart where colours do not. */
const SHAPES: Readonly<Record<Border, readonly [open: string, close: string]>> = {
  double: ["[[", "]]"],
  thick: ["[", "]"],
  dashed: ["(", ")"],
  dotted: ["([", "])"],
  thin: ["{{", "}}"],
  stacked: ["[/", "/]"],
};

function shaped(node: PictureNode, { mode }: Picture): string {
  const { badge, hops, name, detail, border } = cardOf(node, mode);
  const [open, close] = SHAPES[border];
  const lines = [hops === "" ? badge : `${badge} · ${hops}`, name, detail];
  return `${open}"${lines.map(labelText).join("<br/>")}"${close}`;
}

/** Thick for what explains an effect, dotted for what is not needed at once. */
function arrow(edge: PictureEdge): string {
  const line = edge.type === "further" ? "-->" : edge.when === "always" ? "==>" : "-.->";
  const label = edgeLabel(edge);
  return label === "" ? line : `${line}|"${labelText(label)}"|`;
}

function className(node: PictureNode, { mode }: Picture, palette: Palette): string {
  const { border } = cardOf(node, mode);
  const look = lookOf(node, palette);
  const effect = Object.entries(palette.effects).find(([, each]) => each === look)?.[0];
  return `${effect ?? (look === palette.root ? "root" : "plain")}-${border}`;
}

function classDefinition(node: PictureNode, { mode }: Picture, palette: Palette): string {
  const look: Look = lookOf(node, palette);
  const dashes = { dashed: ",stroke-dasharray:7 4", dotted: ",stroke-dasharray:2 3" };
  const { border } = cardOf(node, mode);
  const dash = border === "dashed" || border === "dotted" ? dashes[border] : "";
  const width = border === "thick" || border === "double" ? 3 : border === "thin" ? 1 : 2;
  const color = look === palette.root ? look.ink : palette.text;
  return `fill:${look.fill},stroke:${look.border},color:${color},stroke-width:${width}px${dash}`;
}

/** Everything but letters, digits and harmless marks as a number: nothing else means anything to Mermaid then. */
function labelText(text: string): string {
  return visible(text).replace(/[^\p{L}\p{N}\p{M} .,_/+·–…-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** An address in quotes in which nothing ends the quotes or starts a directive. */
function linkText(url: string): string {
  return url.replace(/[^A-Za-z0-9\-._~:/?#@!$&'()*+,=%]/gu, encodeURIComponent);
}

/** A quoted text of YAML, without what Mermaid looks for before it reads YAML. */
function yamlText(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(visible(text)).replace(/[%<>&{}]/g, escaped);
}
