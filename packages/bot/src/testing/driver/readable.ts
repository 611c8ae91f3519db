import { isJsonObject, type Json, own } from "../../limits/json.ts";

/** The words that a reader of these blocks sees, a line for each text, without the formatting of rich text. */
export function readable(blocks: readonly Json[]): string {
  return blocks.flatMap(linesOf).join("\n");
}

/** What stands on the buttons, in order. */
export function buttonLabels(blocks: readonly Json[]): readonly string[] {
  return elementsOf(blocks)
    .filter(({ element }) => own(element, "type") === "button")
    .map(({ element }) => String(own(own(element, "text"), "text")));
}

/** An element that people can use, and the block it is in. */
export interface PlacedElement {
  readonly blockId: string;
  readonly element: Readonly<Record<string, Json | undefined>>;
}

/** Everything in these blocks that has an `action_id`. */
export function elementsOf(blocks: readonly Json[]): readonly PlacedElement[] {
  return blocks.flatMap((block) => collect(block, String(own(block, "block_id") ?? "")));
}

function collect(value: Json | undefined, blockId: string): readonly PlacedElement[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => collect(item, blockId));
  if (!isJsonObject(value)) return [];
  const innerId = typeof value.block_id === "string" ? value.block_id : blockId;
  const self = typeof value.action_id === "string" ? [{ blockId: innerId, element: value }] : [];
  return [...self, ...Object.values(value).flatMap((inner) => collect(inner, innerId))];
}

function linesOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (!isJsonObject(value)) return [];
  if (typeof value.type === "string" && value.type.startsWith("rich_text_") && value.type !== "rich_text_list") {
    const inline = Array.isArray(value.elements) ? value.elements : [];
    return [inline.map((element: Json) => String(own(element, "text") ?? own(element, "url") ?? "")).join("")];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : HIDDEN.has(key) ? [] : linesOf(inner),
  );
}

/** Parts that show only after a click. */
const HIDDEN = new Set(["confirm", "options", "option_groups", "placeholder", "accessibility_label"]);
