import type { CatalogView, JsonObject, JsonValue } from "@callboard/core";
import { type FormField, fieldFault, formFields, isSecretField } from "@callboard/scaffolder";
import { bold, dim, type Line, red } from "../output/line.ts";
import { choicesOf, chosen } from "./field-choices.ts";
import { yamlIn } from "./given-answers.ts";
import { pickedRef, pickerFault, pickerRefs, repoUrl } from "./pickers.ts";
import type { Terminal } from "./terminal.ts";

/** What a form is asked with. */
export interface FormContext {
  readonly terminal: Terminal;
  /** Completes the refs of owners and entities; null without a catalog. */
  readonly view: CatalogView | null;
}

/** The answers of an object's fields, or of a page's, with those that were given before. */
export async function askFields(schema: JsonObject, given: JsonObject, context: FormContext): Promise<JsonObject> {
  let answers = given;
  const asked = new Set(Object.keys(given));
  for (;;) {
    const field = formFields(schema, answers).find(({ name }) => !asked.has(name));
    if (!field) return answers;
    asked.add(field.name);
    const answer: JsonValue | undefined = await askField(field, context);
    if (answer !== undefined) answers = { ...answers, [field.name]: answer };
  }
}

/** The answer for one field, checked; undefined when there is none and none is needed. */
async function askField(field: FormField, context: FormContext): Promise<JsonValue | undefined> {
  const { terminal, view } = context;
  const { schema, isRequired } = field;
  terminal.say(...headOf(field));
  if (schema.type === "object" && schema.properties) return askFields(schema, objectOf(schema.default), context);
  const choices = choicesOf(schema);
  terminal.say(...choices.map(({ label }, index): Line => [dim(`  ${index + 1}`), ` ${label}`]));
  const refs = view ? pickerRefs(schema, view) : [];
  const completed = refs.length > 0 ? refs : choices.map(({ label }) => label);
  for (;;) {
    const typed = await terminal.ask(promptOf(schema), { hidden: isSecretField(field), choices: completed });
    if (typed === "") {
      if (schema.default !== undefined) return schema.default;
      if (!isRequired) return undefined;
      terminal.say([red("!"), " This is needed."]);
      continue;
    }
    const answer = answerOf(typed, schema, context);
    const fault =
      answer === undefined ? whatIsNeeded(schema) : (fieldFault(field, answer) ?? pickerFault(answer, schema, view));
    if (fault === null) return answer;
    terminal.say([red("!"), ` ${typedText(field, typed)} ${fault}.`]);
  }
}

/** What is typed as a value of the field's type; undefined when it is none. */
function answerOf(typed: string, schema: JsonObject, { view }: FormContext): JsonValue | undefined {
  if (choicesOf(schema).length > 0) return chosen(typed, schema);
  switch (schema.type) {
    case "boolean":
      return /^(y|yes|true)$/i.test(typed) ? true : /^(n|no|false)$/i.test(typed) ? false : undefined;
    case "number":
    case "integer":
      return Number.isFinite(Number(typed)) ? Number(typed) : undefined;
    case "array":
      if (isJsonText(typed)) return yamlIn(typed);
      return typed
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "")
        .map((item) => itemOf(item, objectOf(schema.items), schema, view));
    case "object":
      return yamlIn(typed);
    default:
      return schema["ui:field"] === "RepoUrlPicker" ? repoUrl(typed, schema) : pickedRef(typed, schema, view);
  }
}

function itemOf(item: string, items: JsonObject, schema: JsonObject, view: FormContext["view"]): JsonValue {
  if (items.type === "number" || items.type === "integer") return Number(item);
  return pickedRef(item, { ...items, ...schema }, view);
}

function headOf({ name, schema, isRequired }: FormField): readonly Line[] {
  const { title, description } = schema;
  const help = schema["ui:help"] ?? objectOf(schema["ui:options"]).help;
  return [
    [bold(typeof title === "string" && title !== "" ? title : name), isRequired ? red(" *") : ""],
    ...[description, help].flatMap((text) =>
      typeof text === "string" && text !== ""
        ? text
            .trim()
            .split("\n")
            .map((line): Line => ["  ", dim(line)])
        : [],
    ),
  ];
}

/** What stands before the cursor: how to answer, and what Enter alone means. */
function promptOf(schema: JsonObject): string {
  const usual = schema.default === undefined || schema.default === "" ? "" : ` [${shownDefault(schema)}]`;
  const how = HOW.get(String(schema["ui:field"])) ?? (choicesOf(schema).length > 0 ? "" : HOW.get(String(schema.type)));
  return `  ${how ?? ""}${usual}> `.replace(/^ {3}/, "  ");
}

const HOW: ReadonlyMap<string, string> = new Map([
  ["RepoUrlPicker", "github.com/owner/repository"],
  ["boolean", "y/n"],
  ["array", "a, b, …"],
  ["object", "YAML"],
]);

function shownDefault(schema: JsonObject): string {
  const { type, default: usual } = schema;
  const choice = choicesOf(schema).find(({ value }) => value === usual);
  if (choice) return choice.label;
  if (type === "boolean") return usual === true ? "y" : "n";
  return Array.isArray(usual)
    ? usual.map(String).join(", ")
    : typeof usual === "string"
      ? usual
      : JSON.stringify(usual);
}

function whatIsNeeded(schema: JsonObject): string {
  if (choicesOf(schema).length > 0) return "is not in the list. Type a number or a name from it";
  return schema.type === "boolean" ? "is neither y nor n" : "is not of this form";
}

function typedText(field: FormField, typed: string): string {
  return isSecretField(field) ? "It" : JSON.stringify(typed);
}

function isJsonText(typed: string): boolean {
  return typed.startsWith("[") || typed.startsWith("{");
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === "object" && value !== null && !isList(value) ? value : {};
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
