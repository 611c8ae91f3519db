/** XML that is already written: only {@link element} and {@link content} make it. */
export type Markup = string & { readonly markup: unique symbol };

export type Attributes = Readonly<Record<string, string | number>>;

/** An element. Values of attributes are escaped, numbers are written with at most two decimals. */
export function element(name: string, attributes: Attributes, ...children: readonly Markup[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(valueText(value))}"`);
  const start = `<${name}${written.join("")}`;
  const text = children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
  return text as Markup; // the names are ours, all else is escaped
}

/** Text between tags. */
export function content(text: string): Markup {
  return escaped(text) as Markup; // escaped
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}

function valueText(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
}
