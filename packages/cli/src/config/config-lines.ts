import { below, isMapping } from "../mapping.ts";
import { dim, type Line } from "../output/line.ts";
import { place } from "../output/place.ts";
import { table } from "../output/table.ts";
import type { ConfigValue } from "./explain-config.ts";

/** A configuration as lines of YAML; with values given, each line says in a comment where its value comes from. */
export function configLines(config: unknown, explain: readonly ConfigValue[] = []): readonly Line[] {
  const origins = new Map(explain.map((value) => [value.path, originOf(value)]));
  return table(
    blockLines(config, "", "").map(({ text, pointer }) => {
      const origin = origins.get(pointer);
      return origin === undefined ? [text, ""] : [text, dim(`# ${origin}`)];
    }),
  );
}

function originOf({ file, line, column, env }: ConfigValue): string {
  const written = file === null ? "default" : place(file, line, column);
  return env.length === 0 ? written : `env ${env.join(", ")}, ${written}`;
}

interface BlockLine {
  readonly text: string;
  readonly pointer: string;
}

function blockLines(value: unknown, indent: string, pointer: string): readonly BlockLine[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const at = below(pointer, index);
      if (isLeaf(item)) return [{ text: `${indent}- ${scalar(item)}`, pointer: at }];
      return blockLines(item, `${indent}  `, at).map((line, number) =>
        number === 0 ? { ...line, text: `${indent}- ${line.text.slice(indent.length + 2)}` } : line,
      );
    });
  }
  return Object.entries(isMapping(value) ? value : {}).flatMap(([key, inner]) => {
    const at = below(pointer, key);
    const name = `${indent}${scalar(key)}:`;
    if (isLeaf(inner)) return [{ text: `${name} ${scalar(inner)}`, pointer: at }];
    return [{ text: name, pointer: "" }, ...blockLines(inner, `${indent}  `, at)];
  });
}

function isLeaf(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}

const PLAIN = /^(\.{1,2}|(\.{0,2}\/|\.)?[A-Za-z_][\w./@-]*)$/;
const OTHER_THAN_TEXT = /^\.?(true|false|null|yes|no|on|off|y|n|inf|nan)$/i;

/** Texts that would read as something else, or need a second look, are in quotes. */
function scalar(value: unknown): string {
  const isPlain = typeof value === "string" && PLAIN.test(value) && !OTHER_THAN_TEXT.test(value);
  return isPlain ? value : JSON.stringify(value);
}
