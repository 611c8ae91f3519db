import { Composer, type Document, isScalar } from "yaml";
import { isJsonObject } from "../model/json.ts";
import type { ReadDocument, ReadProblem } from "../provider/entity-provider.ts";
import { type LineIndex, lineIndex, type Place } from "./line-index.ts";
import type { ReadLimits } from "./read-limits.ts";
import { yamlProblem } from "./yaml-problems.ts";
import { type LimitReached, syntaxTree } from "./yaml-syntax.ts";
import { MAX_PROBLEMS, yamlValue } from "./yaml-value.ts";

/** The documents of a text in all of YAML 1.2, with everything that is wrong in them. */
export function readFullYaml(text: string, limits: ReadLimits): readonly ReadDocument[] {
  const lines = lineIndex(text);
  const documents: ReadDocument[] = [];
  for (const parsed of parsedDocuments(text, limits)) {
    const document =
      "type" in parsed ? refusedDocument(parsed.message, lines(parsed.offset)) : readDocument(parsed, text, lines);
    if (document) documents.push(document);
  }
  return documents;
}

/** Duplicate keys are found by {@link yamlValue}: the package would compare every key of a mapping with every other. */
const YAML_OPTIONS = { uniqueKeys: false, prettyErrors: false, resolveKnownTags: false, logLevel: "silent" } as const;

function* parsedDocuments(text: string, limits: ReadLimits): Generator<Document.Parsed | LimitReached> {
  const composer = new Composer(YAML_OPTIONS);
  for (const token of syntaxTree(text, limits)) {
    if (token.type === "limit-reached") {
      yield* composer.end(); // what was read before the limit
      yield token;
      return;
    }
    yield* composer.next(token);
  }
  yield* composer.end();
}

/** One document; undefined when it yields nothing. */
function readDocument(parsed: Document.Parsed, text: string, lines: LineIndex): ReadDocument | undefined {
  const isNull = parsed.contents === null || (isScalar(parsed.contents) && parsed.contents.value === null);
  if (isNull && parsed.errors.length === 0) return undefined;
  const { value, positions, problems } = yamlValue(parsed, lines);
  const [line, column] = positions[""] ?? lines(parsed.range[0]);
  const all: ReadProblem[] = [
    ...[...parsed.errors, ...parsed.warnings].slice(0, MAX_PROBLEMS).map((error) => yamlProblem(error, lines)),
    ...problems,
    ...encodingProblems(parsed, text, lines),
  ];
  if (!isJsonObject(value) && all.every(({ severity }) => severity !== "error")) {
    all.push({ severity: "error", rule: "yaml/not-an-object", message: notAnObject(value), path: "", line, column });
  }
  return { value, line, column, problems: all, positions };
}

function notAnObject(value: unknown): string {
  if (typeof value === "string" && value.includes("\0")) return "The file seems to be UTF-16 text. Save it as UTF-8.";
  const found = Array.isArray(value) ? "a list" : `a ${typeof value}`;
  const remedy = Array.isArray(value) ? " Write each entity as a document of its own, with --- between them." : "";
  return `The document is ${found}, but an entity is a mapping with apiVersion, kind and metadata.${remedy}`;
}

const REPLACEMENT = "\ufffd";

function encodingProblems(parsed: Document.Parsed, text: string, lines: LineIndex): ReadProblem[] {
  const [start, , end] = parsed.range;
  const at = text.slice(start, end).indexOf(REPLACEMENT);
  if (at < 0) return [];
  const [line, column] = lines(start + at);
  const message = "The file has bytes that are not UTF-8; they read as U+FFFD. Save it as UTF-8.";
  return [{ severity: "warning", rule: "yaml/encoding", message, path: null, line, column }];
}

/** A document that is not read because of a limit. */
export function refusedDocument(message: string, [line, column]: Place): ReadDocument {
  const problem: ReadProblem = { severity: "error", rule: "yaml/limit", message, path: null, line, column };
  return { value: undefined, line, column, problems: [problem], positions: {} };
}
