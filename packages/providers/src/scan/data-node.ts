import { readDocuments, repositoryReadLimits } from "@callboard/core";
import { parse as parseToml } from "smol-toml";
import type { Place, TextFile } from "./evidence.ts";

/** A value of a YAML, JSON or TOML file, with its place. What is not there is a node without a value. */
export interface DataNode {
  readonly value: unknown;
  readonly place: Place;
  /** The value as text, unless it is a mapping, a list or nothing. */
  readonly text: string | undefined;
  at(...keys: readonly string[]): DataNode;
  /** The entries of a mapping, with those that YAML's `<<` brings in. */
  entries(): readonly (readonly [key: string, node: DataNode])[];
  /** The items of a list. */
  items(): readonly DataNode[];
}

/** The documents of a YAML or JSON file; those that are broken are left out. */
export function dataOf({ path, text }: TextFile): readonly DataNode[] {
  return readDocuments(text, { limits: repositoryReadLimits })
    .filter(({ value }) => value !== undefined)
    .map(({ value, line, positions }) => {
      const lineAt = (pointer: string) => (Object.hasOwn(positions, pointer) ? positions[pointer]?.[0] : undefined);
      return nodeOf(value, "", { path, line }, (pointer) => lineAt(`${pointer}~key`) ?? lineAt(pointer));
    });
}

/** A TOML file; a broken one has no value. Its lines are those where a key is first written. */
export function tomlOf({ path, text }: TextFile): DataNode {
  const lineOf = firstLines(text);
  const lineAt = (pointer: string) => lineOf(pointer.slice(pointer.lastIndexOf("/") + 1));
  return nodeOf(tomlValue(text), "", { path, line: 1 }, lineAt);
}

function tomlValue(text: string): unknown {
  try {
    return parseToml(text, { maxDepth: 100 });
  } catch {
    return undefined;
  }
}

type LineAt = (pointer: string) => number | undefined;

function nodeOf(value: unknown, pointer: string, parent: Place, lineAt: LineAt): DataNode {
  const place = { path: parent.path, line: lineAt(pointer) ?? parent.line };
  const child = (key: string, of: unknown) => nodeOf(of, `${pointer}/${escaped(key)}`, place, lineAt);
  const own = (key: string) => child(key, isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined);
  const node: DataNode = {
    value,
    place,
    text: textOf(value),
    at(...keys) {
      const [first, ...rest] = keys;
      if (first === undefined) return node;
      const direct = own(first);
      const merged = direct.value === undefined && isMapping(value) && Object.hasOwn(value, "<<");
      const next = merged ? (node.entries().find(([key]) => key === first)?.[1] ?? direct) : direct;
      return next.at(...rest);
    },
    entries() {
      if (!isMapping(value)) return [];
      const entries = new Map<string, DataNode>();
      const merged = Object.hasOwn(value, "<<") ? own("<<") : undefined;
      for (const source of merged ? [merged, ...merged.items()] : []) {
        for (const [key, inherited] of source.entries()) if (!entries.has(key)) entries.set(key, inherited);
      }
      for (const key of Object.keys(value)) if (key !== "<<") entries.set(key, own(key));
      return [...entries];
    },
    items: () => (Array.isArray(value) ? value.map((item, index) => child(String(index), item)) : []),
  };
  return node;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function escaped(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

/** The line on which a word is first written; found for all words at once, so that many can be asked for. */
function firstLines(text: string): (word: string) => number | undefined {
  let lines: Map<string, number> | undefined;
  return (word) => {
    lines ??= wordLines(text);
    return lines.get(word);
  };
}

function wordLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    for (const [word] of line.matchAll(/[^\s"'`,;=(){}[\]<>]+/g)) if (!lines.has(word)) lines.set(word, index + 1);
  }
  return lines;
}
