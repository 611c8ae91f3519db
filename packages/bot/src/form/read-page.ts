import type { CatalogView, JsonObject, JsonValue } from "@callboard/core";
import { type FormField, formFields, type Template } from "@callboard/scaffolder";
import { isJsonObject } from "../limits/json.ts";
import { type BlockName, readBlockId } from "./block-name.ts";
import { formPages, withDefaults } from "./form-page.ts";
import { readField } from "./read-field.ts";

/** What a page holds as somebody left it. */
export interface PageAnswers {
  /** The values of all pages; of fields that this page no longer asks for nothing is left. */
  readonly values: JsonObject;
  /** Fields whose entry cannot be read, with the reason. */
  readonly faults: ReadonlyMap<string, string>;
  /** True when it asks for other fields than those that were shown. */
  readonly hasChanged: boolean;
}

/**
 * @param state `view.state.values` as Slack sends it: by `block_id`, then by `action_id`
 */
export function readPage(
  template: Template,
  { page, values, state, view }: { page: number; values: JsonObject; state: unknown; view: CatalogView },
): PageAnswers {
  const fieldsWith = (answers: JsonObject) =>
    formFields(formPages(template)[page] ?? {}, withDefaults(template, answers));
  const shown = fieldsWith(values);
  const entered = enteredOn(page, state);
  const faults = new Map<string, string>();
  const answers = new Map<string, JsonValue>(Object.entries(values));
  for (const field of shown) {
    const parts = entered.get(field.name);
    if (!parts) continue;
    const read = readField(field, parts, view);
    answers.delete(field.name);
    if ("fault" in read) faults.set(field.name, read.fault);
    else if (read.value !== undefined) answers.set(field.name, read.value);
  }
  const kept = withoutUnasked(fieldsWith, answers, shown);
  const asked = new Set(kept.fields.map(({ name }) => name));
  return {
    values: kept.values,
    faults,
    hasChanged: kept.fields.length !== shown.length || shown.some(({ name }) => !asked.has(name)),
  };
}

/** Answers can hang on answers that hang on others; deeper than this no form goes. */
const ROUNDS = 8;

/** Takes away what was answered while it was asked for, and is not any more. */
function withoutUnasked(
  fieldsWith: (answers: JsonObject) => readonly FormField[],
  answers: Map<string, JsonValue>,
  shown: readonly FormField[],
) {
  let fields = shown;
  for (let round = 0; round < ROUNDS; round += 1) {
    fields = fieldsWith(Object.fromEntries(answers));
    const asked = new Set(fields.map(({ name }) => name));
    const unasked = shown.filter(({ name }) => !asked.has(name) && answers.has(name));
    if (unasked.length === 0) break;
    for (const { name } of unasked) answers.delete(name);
  }
  return { fields, values: Object.fromEntries(answers) };
}

function enteredOn(page: number, state: unknown): ReadonlyMap<string, ReadonlyMap<BlockName["part"], unknown>> {
  const entered = new Map<string, Map<BlockName["part"], unknown>>();
  for (const [blockId, elements] of Object.entries(isJsonObject(state) ? state : {})) {
    const name = readBlockId(blockId);
    if (name?.page !== page || !isJsonObject(elements)) continue;
    const parts = entered.get(name.field) ?? new Map<BlockName["part"], unknown>();
    entered.set(name.field, parts.set(name.part, Object.values(elements)[0]));
  }
  return entered;
}
