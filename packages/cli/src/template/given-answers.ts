import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CatalogError, type JsonObject, type JsonValue, readDocuments } from "@callboard/core";
import { formFields, parameterPages, type Template } from "@callboard/scaffolder";
import type { Io } from "../io.ts";

/** What a command line says about the answers of a form. */
export interface AnswerOptions {
  /** A YAML or JSON file with a value for each field. */
  readonly values?: string;
  /** `name=value`, each in the place of what the file says. */
  readonly set?: readonly string[];
  /** A YAML or JSON file with the secrets of the template, by name. */
  readonly secrets?: string;
}

/** What was given for a form before anybody is asked. */
export interface GivenAnswers {
  readonly values: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
}

/** @throws {CatalogError} `invalid-argument` for a file that is no mapping, or a `--set` without name or value */
export async function givenAnswers(
  template: Pick<Template, "spec">,
  { values, set = [], secrets }: AnswerOptions,
  io: Io,
): Promise<GivenAnswers> {
  const given: Record<string, JsonValue> = { ...(values === undefined ? {} : await mappingIn(values, io)) };
  for (const each of set) {
    const [name, text] = assigned(each);
    given[name] = isText(template, name, given) ? text : (yamlIn(text) ?? text);
  }
  const hidden = Object.entries(secrets === undefined ? {} : await mappingIn(secrets, io));
  return { values: given, secrets: Object.fromEntries(hidden.map(([name, value]) => [name, String(value)])) };
}

function assigned(pair: string): readonly [name: string, text: string] {
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  if (at > 0 && name !== "__proto__") return [name, pair.slice(at + 1)];
  throw new CatalogError("invalid-argument", `--set ${JSON.stringify(pair)} is not of the form name=value.`);
}

/** True for a field of texts, whose `1.10` stays as it is; anything else is read as YAML. */
function isText(template: Pick<Template, "spec">, name: string, values: JsonObject): boolean {
  const fields = parameterPages(template).flatMap((page) => formFields(page, values));
  return fields.some((field) => field.name === name && field.schema.type === "string");
}

/** The value that a line is in YAML; undefined when it is none. */
export function yamlIn(text: string): JsonValue | undefined {
  const [document, further] = readDocuments(`value: ${text}`);
  if (!document || further || document.problems.some(({ severity }) => severity === "error")) return undefined;
  const value = plain(document.value);
  return typeof value === "object" && value !== null && !isList(value) ? value.value : undefined;
}

async function mappingIn(file: string, { cwd }: Io): Promise<JsonObject> {
  const [document, further] = readDocuments(await readFile(resolve(cwd, file)));
  const fault = document?.problems.find(({ severity }) => severity === "error");
  if (fault) throw new CatalogError("invalid-argument", `${file}:${fault.line}:${fault.column}: ${fault.message}`);
  const value = plain(document?.value);
  if (typeof value === "object" && value !== null && !isList(value) && !further) return value;
  throw new CatalogError("invalid-argument", `${file} has to be one mapping, with a value for each name.`);
}

function plain(value: unknown): JsonValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
