import type { z } from "zod";
import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { Finding } from "./finding.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What a value was checked against, and where it stands in its document. */
export interface SchemaContext {
  readonly rule: string;
  /** Where the value stands in the document. */
  readonly base: Path;
  /** Says what a field directly below the base is for. */
  readonly help?: (field: string) => string | undefined;
}

/** The issues of a zod schema in our words: what is there, what belongs there, what to do. */
export function schemaFindings(issues: readonly Issue[], value: unknown, context: SchemaContext): readonly Finding[] {
  return issues.flatMap((issue): readonly Finding[] => {
    const path = jsonPointer([...context.base, ...issue.path]);
    const finding = { severity: "error", rule: context.rule } as const;
    if (issue.code !== "unrecognized_keys") return [{ ...finding, message: sentence(issue, value, context), path }];
    return issue.keys.map((key) => {
      const unknown = `${path}${jsonPointer([key])}`;
      const message = `${fieldName(unknown)} is not a known field. Correct its name or remove it.`;
      return { ...finding, message, path: unknown, onKey: true };
    });
  });
}

function sentence(issue: Issue, value: unknown, context: SchemaContext): string {
  const field = fieldName(jsonPointer([...context.base, ...issue.path])) || "The document";
  const found = valueAt(value, issue.path);
  const help = issue.path.length === 1 ? context.help?.(String(issue.path[0])) : undefined;
  switch (issue.code) {
    case "invalid_type":
      return typeFault(field, found, EXPECTED[issue.expected] ?? issue.expected, help);
    case "invalid_value":
      return `${field} is ${shown(found)}, but takes ${listed(issue.values.map((one) => quoted(String(one))))}.`;
    case "too_small":
      if (found === "") return `${field} is empty text. Give it a value or remove it.`;
      return `${field} has ${shown(found)}, but takes at least ${issue.minimum}${unit(issue.origin, issue.minimum)}.`;
    case "too_big":
      return `${field} has ${shown(found)}, but takes at most ${issue.maximum}${unit(issue.origin, issue.maximum)}.`;
    case "invalid_union":
      return unionFault(field, issue, found, context);
    default:
      return `${field} is not right: ${issue.message}.`;
  }
}

const EXPECTED: Partial<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  nonoptional: "a value",
  record: "a mapping",
};

function typeFault(field: string, found: unknown, expected: string, help: string | undefined): string {
  if (found === undefined) return `${field} is missing. Add it: ${expected}.${help ? ` ${help}` : ""}`;
  if (found === null) return `${field} is empty, but takes ${expected}. Give it a value or remove it.`;
  if (expected === "text" && (typeof found === "number" || typeof found === "boolean")) {
    return `${field} is ${shown(found)}, but takes text. Put it in quotes.`;
  }
  if (expected === "a list" && typeof found === "string") {
    return `${field} is ${shown(found)}, but takes a list. Write [${quoted(found)}].`;
  }
  return `${field} is ${shown(found)}, but takes ${expected}. Replace it.`;
}

/** Of several forms, the one that the value came nearest to says what is wrong. */
function unionFault(
  field: string,
  issue: Extract<Issue, { code: "invalid_union" }>,
  found: unknown,
  context: SchemaContext,
): string {
  if ("options" in issue && issue.options) {
    const options = listed(issue.options.map((one) => quoted(String(one))));
    return typeFault(field, found, options, undefined);
  }
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const [nearest] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  const [first] = nearest ?? [];
  if (first && first.path.length > 0) {
    return sentence(first, found, { rule: context.rule, base: [...context.base, ...issue.path] });
  }
  const forms = issue.errors.flatMap((branch) =>
    branch.flatMap((one) => (one.code === "invalid_type" ? [EXPECTED[one.expected] ?? one.expected] : [])),
  );
  return typeFault(field, found, listed([...new Set(forms)]), undefined);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function unit(origin: string, count: number | bigint): string {
  const plural = count === 1 ? "" : "s";
  if (origin === "string") return ` character${plural}`;
  return origin === "array" || origin === "set" ? ` item${plural}` : "";
}

function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return `the number ${value}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "a mapping" : String(value);
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
