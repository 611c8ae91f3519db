/**
 * What somebody reads in these blocks, a line each: bullets as `• `, buttons as `[Label]`, menus as `[Label ▾]`, fields
 * and small print one after the other. Escapes are undone, marks are kept.
 */
export function toPlainText(blocks: readonly object[]): string[] {
  return blocks.flatMap((block) => textOf(block).split("\n"));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  if (!isRecord(value)) return "";
  switch (value.type) {
    case "rich_text":
      return textOf(value.elements);
    case "rich_text_section":
      return inline(value.elements);
    case "rich_text_list":
      return textOf(value.elements)
        .split("\n")
        .map((line) => `• ${line}`)
        .join("\n");
    case "mrkdwn":
    case "plain_text":
      return String(value.text).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    case "button":
      return `[${textOf(value.text)}]`;
    case "static_select":
      return `[${textOf(isRecord(value.initial_option) ? value.initial_option.text : value.placeholder)} ▾]`;
    case "external_select":
      return `[${textOf(value.placeholder)} ▾]`;
    case "actions":
      return Array.isArray(value.elements) ? value.elements.map(textOf).join(" ") : "";
    default:
      return [value.text, value.fields, value.elements].map(textOf).filter(Boolean).join("\n");
  }
}

function inline(elements: unknown): string {
  if (!Array.isArray(elements)) return "";
  return elements
    .map((element: unknown) => {
      if (!isRecord(element)) return "";
      return element.type === "emoji" ? `:${String(element.name)}:` : String(element.text ?? element.url ?? "");
    })
    .join("");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
