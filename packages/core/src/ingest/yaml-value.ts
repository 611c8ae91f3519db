import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, Scalar, stringify, type YAMLMap } from "yaml";
import { isJsonObject, type JsonValue } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";
import type { ReadDocument, ReadProblem } from "../provider/entity-provider.ts";
import type { LineIndex, Place } from "./line-index.ts";
import { isUnsafeKey } from "./unsafe-keys.ts";
import { aliasScope } from "./yaml-aliases.ts";

/**
 * The plain value of a parsed document, with the place of each of its values. What an alias repeats is shared, and has
 * the place of the alias only. Duplicate keys, unsafe keys and aliases that cannot be followed are left out as errors.
 */
export function yamlValue(
  document: Document.Parsed,
  lines: LineIndex,
): Pick<ReadDocument, "value" | "positions" | "problems"> {
  const positions: Record<string, Place> = Object.create(null);
  const problems: ReadProblem[] = [];
  const aliases = aliasScope();
  const merges = document.schema.tags.some((tag) => tag.tag === MERGE_TAG && tag.default);
  return { value: read(document.contents, "", START), positions, problems };

  /**
   * @param pointer null within a key, where values have no pointer
   * @param keyPlace where an empty value is said to be
   */
  function read(node: unknown, pointer: string | null, keyPlace: Place): JsonValue {
    const place = placeOf(node) ?? keyPlace;
    if (pointer !== null) positions[pointer] = place;
    if (isAlias(node)) {
      const result = aliases.resolve(node.source);
      if (result.ok) return result.value;
      report("yaml/alias", result.message, pointer, place);
      return null;
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null; // a key without a value has no node
    const anchor = node.anchor ? aliases.open(node.anchor) : undefined;
    let value: JsonValue;
    if (isScalar(node)) {
      value = readScalar(node, pointer, place);
      aliases.count("scalar", typeof value === "string" ? value.length : 0);
    } else {
      aliases.count("collection", 0);
      value = isMap(node)
        ? readMap(node, pointer, place)
        : node.items.map((item, index) => read(item, below(pointer, String(index)), place));
    }
    if (anchor) aliases.close(anchor, value);
    return value;
  }

  function readMap(map: YAMLMap, pointer: string | null, place: Place): JsonValue {
    const result: Record<string, JsonValue> = {};
    const merged = new Set<string>();
    for (const pair of map.items) {
      const keyPlace = placeOf(pair.key) ?? placeOf(pair.value) ?? place;
      if (merges && isMergeKey(pair)) merge(pair.value, keyPlace, { result, merged, pointer });
      else readPair(pair, keyPlace, { result, merged, pointer });
    }
    return result;
  }

  function readPair({ key, value }: Pair, keyPlace: Place, { result, merged, pointer }: OpenMap): void {
    const name = readKey(key, keyPlace);
    const path = below(pointer, name);
    if (isUnsafeKey(name)) {
      report("yaml/unsafe-key", `The key ${quoted(name)} is not allowed anywhere. Rename it.`, path, keyPlace);
      return;
    }
    if (Object.hasOwn(result, name) && !merged.delete(name)) {
      const first = positions[`${path}~key`];
      const where = first ? `, first in line ${first[0]}` : "";
      const message = `The key ${quoted(name)} occurs twice in one mapping${where}. Remove one of them.`;
      report("yaml/syntax", message, path, keyPlace);
      return;
    }
    if (path !== null) positions[`${path}~key`] = keyPlace;
    result[name] = read(value, path, keyPlace);
  }

  /** Merge keys, `<<`, are a part of YAML 1.1: they bring keys of other mappings that this one does not have itself. */
  function merge(sources: unknown, keyPlace: Place, { result, merged, pointer }: OpenMap): void {
    const source = read(sources, null, keyPlace);
    const parts: readonly JsonValue[] = Array.isArray(source) ? source : [source];
    for (const part of parts) {
      if (!isJsonObject(part)) {
        report("yaml/merge", "A merge key takes a mapping or a list of mappings. Give it one.", pointer, keyPlace);
        return;
      }
      for (const [name, inherited] of Object.entries(part)) {
        if (Object.hasOwn(result, name)) continue;
        result[name] = inherited;
        merged.add(name);
        const path = below(pointer, name);
        if (path !== null) positions[path] = keyPlace;
      }
    }
  }

  /** A key as the text that it is in JSON; a key that is a list or a mapping becomes YAML on one line. */
  function readKey(key: unknown, keyPlace: Place): string {
    const isPlain = isScalar(key) && !key.anchor;
    if (isPlain) aliases.count("scalar", 0);
    const value = isPlain ? key.value : read(key, null, keyPlace);
    if (value === null) return "";
    return typeof value === "object" ? stringify(value, ON_ONE_LINE).trimEnd() : String(value);
  }

  function readScalar({ value, source }: Scalar, pointer: string | null, place: Place): JsonValue {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value !== "number") return value instanceof Date ? value.toJSON() : (source ?? String(value)); // YAML 1.1
    if (Number.isFinite(value)) return value === 0 ? 0 : value; // JSON has no minus zero
    const message = `JSON has no number ${source ?? value}: it is read as null. Write a number, or put it in quotes.`;
    report("yaml/not-json", message, pointer, place, "warning");
    return null;
  }

  function report(
    rule: string,
    message: string,
    path: string | null,
    [line, column]: Place,
    severity: ReadProblem["severity"] = "error",
  ): void {
    if (problems.length < MAX_PROBLEMS) problems.push({ severity, rule, message, path, line, column });
  }

  /** Undefined for a value that is not there, such as behind `key:`. */
  function placeOf(node: unknown): Place | undefined {
    if (!isAlias(node) && !isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
    if (!node.range || (isScalar(node) && node.range[0] === node.range[1])) return undefined;
    return lines(node.range[0]);
  }
}

/** A mapping while its pairs are read; `merged` are the keys it has from merge keys only. */
interface OpenMap {
  readonly result: Record<string, JsonValue>;
  readonly merged: Set<string>;
  readonly pointer: string | null;
}

/** A document with more problems of one kind than this is beyond repair by hand. */
export const MAX_PROBLEMS = 50;
const START: Place = [1, 1];
const ON_ONE_LINE = { collectionStyle: "flow", lineWidth: 0 } as const;
const MERGE_TAG = "tag:yaml.org,2002:merge";

function isMergeKey({ key }: Pair): boolean {
  if (!isScalar(key)) return false;
  return typeof key.value === "symbol" || (key.value === "<<" && key.type === Scalar.PLAIN);
}

function below(pointer: string | null, key: string): string | null {
  if (pointer === null) return null;
  const escaped = key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
  return `${pointer}/${escaped}`;
}
