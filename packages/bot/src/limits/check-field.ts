import { blockLimits } from "./block-limits.ts";
import { blockShapes } from "./block-shapes.ts";
import { checkString, checkText, reportUnknownFields, shown } from "./check-string.ts";
import { elementShapes, inlineShapes } from "./element-shapes.ts";
import type { FieldRule, Shape, Surface, TypeSense } from "./field-rule.ts";
import { isJsonObject, own } from "./json.ts";
import type { Report } from "./violation.ts";

/** Where a check stands, and where it takes down what it finds. */
export interface CheckContext {
  readonly surface: Surface;
  readonly report: Report;
}

/** Checks one value against the rule of its field. */
export function checkField(value: unknown, rule: FieldRule, pointer: string, context: CheckContext): void {
  const { report } = context;
  switch (rule.is) {
    case "text":
      checkText(value, rule, pointer, report);
      break;
    case "string":
      checkString(value, rule, pointer, report);
      break;
    case "number":
      checkNumber(value, rule, pointer, report);
      break;
    case "boolean":
      if (typeof value !== "boolean") report(pointer, "wrong-type", "must be a boolean");
      break;
    case "list":
      checkList(value, rule, pointer, context);
      break;
    case "object":
      if (isJsonObject(value)) checkShape(value, rule.shape, [], pointer, context);
      else report(pointer, "wrong-type", "must be an object");
      break;
    case "one-of-types":
      checkTyped(value, rule.sense, rule.types, pointer, context);
      break;
    default:
      rule satisfies never;
  }
}

/** Checks an object with a `type` against the shape of that type. */
export function checkTyped(
  value: unknown,
  sense: TypeSense,
  types: readonly string[],
  pointer: string,
  context: CheckContext,
): void {
  const { report, surface } = context;
  const type = own(value, "type");
  if (!isJsonObject(value)) {
    report(pointer, "wrong-type", "must be an object");
  } else if (type === undefined) {
    report(pointer, "missing-field", "missing required field: type");
  } else if (typeof type !== "string" || !isKnown(sense, type)) {
    report(`${pointer}/type`, "unknown-type", `unsupported type: ${shown(type)}`);
  } else if (!types.includes(type) || (type === "file_input" && surface !== "modal")) {
    report(`${pointer}/type`, "not-allowed-here", `a ${type} is not allowed here`);
  } else if (isTextObject(sense, type)) {
    checkText(value, { format: "either", max: blockLimits.textObject }, pointer, report);
  } else {
    const shape = shapeOf(sense, type);
    const isBlock = sense === "block" || (sense === "cell" && type === "rich_text");
    if (isBlock && Object.hasOwn(value, "block_id")) {
      checkString(value.block_id, { min: 1, max: blockLimits.blockId }, `${pointer}/block_id`, report);
    }
    if (shape) checkShape(value, shape, isBlock ? ["type", "block_id"] : ["type"], pointer, context);
  }
}

function isKnown(sense: TypeSense, type: string): boolean {
  return isTextObject(sense, type) || shapeOf(sense, type) !== undefined;
}

function isTextObject(sense: TypeSense, type: string): boolean {
  return sense === "context" && (type === "plain_text" || type === "mrkdwn");
}

function shapeOf(sense: TypeSense, type: string): Shape | undefined {
  const isInBlocks = sense === "block" || (sense === "cell" && type === "rich_text");
  const table: Readonly<Record<string, Shape>> = isInBlocks
    ? blockShapes
    : sense === "inline"
      ? inlineShapes
      : elementShapes;
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

function checkShape(
  value: object,
  shape: Shape,
  known: readonly string[],
  pointer: string,
  context: CheckContext,
): void {
  const { report } = context;
  for (const [name, rule] of Object.entries(shape.fields)) {
    if (Object.hasOwn(value, name)) checkField(own(value, name), rule, `${pointer}/${name}`, context);
    else if (rule.required) report(pointer, "missing-field", `missing required field: ${name}`);
  }
  reportUnknownFields(value, [...known, ...Object.keys(shape.fields)], pointer, report);
  checkRelations(value, shape, pointer, report);
}

/** What holds between the fields of one object. */
function checkRelations(value: object, shape: Shape, pointer: string, report: Report): void {
  const present = (names: readonly string[]) => names.filter((name) => Object.hasOwn(value, name)).length;
  for (const names of [shape.atLeastOneOf, shape.exactlyOneOf]) {
    if (names && present(names) === 0) report(pointer, "missing-field", `one of ${names.join(", ")} is required`);
  }
  if (shape.exactlyOneOf && present(shape.exactlyOneOf) > 1) {
    report(pointer, "conflicting-fields", `only one of ${shape.exactlyOneOf.join(", ")} may be given`);
  }
  for (const [name, condition] of Object.entries(shape.needsTrue ?? {})) {
    if (own(value, name) === true && own(value, condition) !== true) {
      report(`${pointer}/${name}`, "conflicting-fields", `needs ${condition} to be true`);
    }
  }
  for (const name of shape.chosen ?? []) {
    const offered = offeredOptions(value);
    for (const chosen of [own(value, name) ?? []].flat()) {
      if (offered.has(JSON.stringify(chosen))) continue;
      report(`${pointer}/${name}`, "not-an-option", "must be one of the options, exactly as it is there");
    }
  }
}

function offeredOptions(element: object): ReadonlySet<string> {
  const groups = [own(element, "option_groups") ?? []].flat();
  const options = [element, ...groups].flatMap((holder) => [own(holder, "options") ?? []].flat());
  return new Set(options.map((option) => JSON.stringify(option)));
}

function checkNumber(
  value: unknown,
  { min = -Infinity, max = Infinity }: { readonly min?: number; readonly max?: number },
  pointer: string,
  report: Report,
): void {
  if (typeof value !== "number") report(pointer, "wrong-type", "must be a number");
  else if (value < min) report(pointer, "out-of-range", `must be at least ${min}`);
  else if (value > max) report(pointer, "out-of-range", `must be at most ${max}`);
}

function checkList(
  value: unknown,
  { of, min = 0, max = Infinity }: { readonly of: FieldRule; readonly min?: number; readonly max?: number },
  pointer: string,
  context: CheckContext,
): void {
  if (!Array.isArray(value)) {
    context.report(pointer, "wrong-type", "must be an array");
    return;
  }
  if (value.length < min) context.report(pointer, "too-few", `no fewer than ${count(min)} allowed`);
  if (value.length > max) context.report(pointer, "too-many", `no more than ${count(max)} allowed`);
  // What is over the limit is refused anyway; a list of millions costs no more than a full one.
  const checked: readonly unknown[] = value.slice(0, Math.min(max, MAX_ITEMS));
  for (const [index, item] of checked.entries()) checkField(item, of, `${pointer}/${index}`, context);
}

const MAX_ITEMS = 10_000;

function count(items: number): string {
  return items === 1 ? "1 item" : `${items} items`;
}
