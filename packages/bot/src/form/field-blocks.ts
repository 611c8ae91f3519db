import type { CatalogView, JsonObject, JsonValue } from "@callboard/core";
import type { FormField } from "@callboard/scaffolder";
import type { InputBlock, PlainTextOption } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { actionIds } from "../render/actions.ts";
import { plainText } from "../render/escape.ts";
import { type BlockName, blockIdOf } from "./block-name.ts";
import { choiceOption } from "./choice-option.ts";
import { entityOption } from "./entity-choices.ts";
import { type Choice, type FieldControl, fieldControl, type RepositoriesToPick } from "./field-control.ts";
import { readRepoUrl } from "./repo-url.ts";

export interface FieldBlocksOptions {
  readonly page: number;
  /** What it holds so far; its default where nothing was answered. */
  readonly value: JsonValue | undefined;
  /** True where other fields come and go with its value, so that Slack tells of each change. */
  readonly isDeciding: boolean;
  readonly view: CatalogView;
}

/** The inputs that ask for a field; none for one that is not asked for. */
export function fieldBlocks(field: FormField, options: FieldBlocksOptions): readonly InputBlock[] {
  const control = fieldControl(field);
  if (control.type === "hidden" || control.type === "secret") return [];
  if (control.type === "repository") return repositoryBlocks(field, control.among, options);
  const { page, isDeciding } = options;
  return [
    {
      type: "input",
      block_id: blockIdOf({ page, part: "value", field: field.name }),
      label: plainText(titleOf(field), blockLimits.inputLabel),
      ...hintOf(field.schema, control.type),
      // Nobody has to tick a box, and Slack would insist on it.
      optional: control.type === "yes-or-no" || !field.isRequired,
      ...(isDeciding && { dispatch_action: true }),
      element: elementOf(field, control, options),
    },
  ];
}

/** What people read as the name of a field. */
export function titleOf({ name, schema: { title } }: Pick<FormField, "name" | "schema">): string {
  return typeof title === "string" && title.trim() !== "" ? title : name;
}

type Asked = Exclude<FieldControl, { type: "hidden" | "secret" | "repository" }>;

function elementOf(field: FormField, control: Asked, options: FieldBlocksOptions): InputBlock["element"] {
  const { value, view } = options;
  const action_id = actionIds.formValue;
  switch (control.type) {
    case "text": {
      const { maxLength } = field.schema;
      const asked =
        typeof maxLength === "number" && maxLength >= 1 ? Math.floor(maxLength) : blockLimits.plainTextInput;
      const most = Math.min(asked, blockLimits.plainTextInput);
      return {
        type: "plain_text_input",
        action_id,
        multiline: control.isMultiline,
        max_length: most,
        ...initialText(typeof value === "string" ? value.slice(0, most) : undefined),
        ...placeholderOf(field.schema),
      };
    }
    case "lines":
      return { type: "plain_text_input", action_id, multiline: true, ...initialText(linesText(value)) };
    case "json":
      return { type: "plain_text_input", action_id, multiline: true, ...initialText(jsonText(value)) };
    case "date": {
      const isDate = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
      return { type: "datepicker", action_id, ...(isDate && { initial_date: value }) };
    }
    case "number":
      return {
        type: "number_input",
        action_id,
        is_decimal_allowed: !control.isWhole,
        ...(typeof value === "number" && /^-?[\d.]+$/.test(String(value)) && { initial_value: String(value) }),
      };
    case "yes-or-no": {
      const option: PlainTextOption = { text: plainText("Yes", blockLimits.optionText), value: "true" };
      return { type: "checkboxes", action_id, options: [option], ...(value === true && { initial_options: [option] }) };
    }
    case "choice": {
      const chosen = indexOf(value, control.choices);
      if (control.choices.length > blockLimits.selectOptions) {
        return {
          type: "external_select",
          action_id: actionIds.formOption,
          min_query_length: 0,
          ...initial(chosen, control),
        };
      }
      const options = control.choices.map(choiceOption);
      return control.look === "buttons" && options.length <= blockLimits.choiceOptions
        ? { type: "radio_buttons", action_id, options, ...initial(chosen, control) }
        : { type: "static_select", action_id, options, ...initial(chosen, control) };
    }
    case "choices": {
      const values = Array.isArray(value) ? value : [];
      const chosen = values.flatMap((each) => indexOf(each, control.choices) ?? []);
      const initialOptions = chosen.flatMap((index) => optionAt(index, control.choices));
      const initially = initialOptions.length > 0 ? { initial_options: initialOptions } : {};
      if (control.choices.length > blockLimits.selectOptions) {
        return { type: "multi_external_select", action_id: actionIds.formOption, min_query_length: 0, ...initially };
      }
      const all = control.choices.map(choiceOption);
      return control.look === "buttons" && all.length <= blockLimits.choiceOptions
        ? { type: "checkboxes", action_id, options: all, ...initially }
        : { type: "multi_static_select", action_id, options: all, ...initially };
    }
    case "entity": {
      const picked = [value ?? []].flat().flatMap((each) => (typeof each === "string" ? entityOption(each, view) : []));
      const placeholder = plainText("Type a name …", blockLimits.placeholder);
      const [first] = picked;
      return control.isSeveral
        ? {
            type: "multi_external_select",
            action_id: actionIds.formOption,
            placeholder,
            min_query_length: 0,
            ...(first && { initial_options: picked.slice(0, blockLimits.selectOptions) }),
          }
        : {
            type: "external_select",
            action_id: actionIds.formOption,
            placeholder,
            min_query_length: 0,
            ...(first && { initial_option: first }),
          };
    }
    default:
      return control satisfies never;
  }
}

/** Host, owner and name of a repository, each to choose where the template says which. */
function repositoryBlocks(
  field: FormField,
  { hosts, owners, repos }: RepositoriesToPick,
  { page, value }: FieldBlocksOptions,
): readonly InputBlock[] {
  const given = readRepoUrl(typeof value === "string" ? value : "");
  const title = titleOf(field);
  const input = (part: BlockName["part"], label: string, allowed: readonly string[], text: string): InputBlock => ({
    type: "input",
    block_id: blockIdOf({ page, part, field: field.name }),
    label: plainText(`${title}: ${label}`, blockLimits.inputLabel),
    ...(part === "repo" && hintOf(field.schema, "text")),
    optional: !field.isRequired,
    element: textOrMenu(allowed, text),
  });
  return [
    input("host", "host", hosts, given.host || (hosts[0] ?? "github.com")),
    input("owner", "owner", owners, given.owner || (owners.length === 1 ? (owners[0] ?? "") : "")),
    input("repo", "name", repos, given.repo),
  ];
}

function textOrMenu(allowed: readonly string[], text: string): InputBlock["element"] {
  const action_id = actionIds.formValue;
  const isMenu = allowed.length > 0 && allowed.length <= blockLimits.selectOptions;
  if (!isMenu) return { type: "plain_text_input", action_id, ...initialText(text) };
  const choices = allowed.map((value) => ({ value, label: value }));
  return {
    type: "static_select",
    action_id,
    options: choices.map(choiceOption),
    ...initial(indexOf(text, choices), { choices }),
  };
}

function optionAt(index: number, choices: readonly Choice[]): readonly PlainTextOption[] {
  const choice = choices[index];
  return choice ? [choiceOption(choice, index)] : [];
}

function initial(index: number | null, { choices }: { readonly choices: readonly Choice[] }) {
  const [option] = index === null ? [] : optionAt(index, choices);
  return option ? { initial_option: option } : {};
}

function indexOf(value: JsonValue | undefined, choices: readonly Choice[]): number | null {
  if (value === undefined) return null;
  const wanted = JSON.stringify(value);
  const index = choices.findIndex((choice) => JSON.stringify(choice.value) === wanted);
  return index < 0 ? null : index;
}

function initialText(text: string | undefined) {
  return text === undefined || text === "" ? {} : { initial_value: text.slice(0, blockLimits.plainTextInput) };
}

function placeholderOf({ "ui:placeholder": placeholder }: JsonObject) {
  const isThere = typeof placeholder === "string" && placeholder !== "";
  return isThere ? { placeholder: plainText(placeholder, blockLimits.placeholder) } : {};
}

function hintOf({ description, "ui:help": help, "ui:description": told }: JsonObject, type: FieldControl["type"]) {
  const how = type === "lines" ? "One on each line." : type === "json" ? "As JSON." : "";
  const texts = [told ?? description, help, how].filter((text) => typeof text === "string" && text.trim() !== "");
  return texts.length === 0 ? {} : { hint: plainText(texts.join(" "), blockLimits.inputHint) };
}

function linesText(value: JsonValue | undefined): string | undefined {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string").join("\n") : undefined;
}

function jsonText(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, null, 2);
}
