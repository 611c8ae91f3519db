/** An element of an XML file. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** Elements inside one another beyond this are left out. */
const MAX_DEPTH = 100;

/** Attributes of longer tags are not read. */
const MAX_TAG = 4000;

/**
 * The root of an XML file as build tools write it, with an element for the file around it. Entities other than the five
 * of XML stay as they are written, so nothing expands; what is not closed ends where its parent does.
 */
export function readXml(text: string): XmlElement {
  const root: OpenElement = { name: "", attributes: new Map(), children: [], text: "", line: 1 };
  const open: OpenElement[] = [root];
  let skipped = 0;
  let line = 1;
  let at = 0;
  const passTo = (end: number) => {
    for (; at < end; at++) if (text[at] === "\n") line++;
  };
  while (at < text.length) {
    const start = text.indexOf("<", at);
    const parent = open.at(-1) ?? root;
    if (start !== at && skipped === 0) parent.text += unescaped(text.slice(at, start < 0 ? text.length : start));
    if (start < 0) break;
    passTo(start);
    const ending = SPECIAL.find(([opening]) => text.startsWith(opening, start))?.[1];
    const end = text.indexOf(ending ?? ">", start);
    const next = end < 0 ? text.length : end + (ending ?? ">").length;
    const tag = text.slice(start + 1, next - 1);
    if (tag.startsWith("![CDATA[")) parent.text += text.slice(start + 9, next - 3);
    else if (ending === undefined && tag.startsWith("/")) {
      if (skipped > 0) skipped--;
      else if (open.length > 1 && parent.name === tag.slice(1).trim()) open.pop();
    } else if (ending === undefined) {
      const isClosed = tag.endsWith("/");
      const element: OpenElement = { ...headOf(isClosed ? tag.slice(0, -1) : tag), children: [], text: "", line };
      if (skipped === 0 && open.length < MAX_DEPTH) {
        parent.children.push(element);
        if (!isClosed) open.push(element);
      } else if (!isClosed) skipped++;
    }
    passTo(next);
  }
  return root;
}

/** Elements by a path of names, all that there are. */
export function elementsAt(from: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = [from];
  for (const name of names) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  return found;
}

/** The text of the first element at a path, without blanks around it; undefined where there is none. */
export function textAt(from: XmlElement, ...names: readonly string[]): string | undefined {
  const text = elementsAt(from, ...names)[0]?.text.trim();
  return text === "" ? undefined : text;
}

const SPECIAL = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

function headOf(tag: string): Pick<XmlElement, "name" | "attributes"> {
  const attributes = new Map<string, string>();
  for (const [, name = "", quoted = ""] of tag.slice(0, MAX_TAG).matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    attributes.set(name, unescaped(quoted.slice(1, -1)));
  }
  return { name: /^[^\s/]*/.exec(tag)?.[0] ?? "", attributes };
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&amp;", "&"],
]);

function unescaped(text: string): string {
  return text.includes("&") ? text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES.get(entity) ?? "") : text;
}
