import type { JsonObject, JsonValue } from "@callboard/core";
import { type FormField, isSecretField } from "@callboard/scaffolder";
import { isJsonObject } from "../limits/json.ts";

/** How a field of a form is asked for in Slack. */
export type FieldControl =
  | { readonly type: "text"; readonly isMultiline: boolean }
  | { readonly type: "date" }
  | { readonly type: "number"; readonly isWhole: boolean }
  | { readonly type: "yes-or-no" }
  | { readonly type: "choice"; readonly choices: readonly Choice[]; readonly look: "menu" | "buttons" }
  | { readonly type: "choices"; readonly choices: readonly Choice[]; readonly look: "menu" | "buttons" }
  /** A list of texts, a line each. */
  | { readonly type: "lines" }
  | {
      readonly type: "entity";
      readonly isSeveral: boolean;
      /** `allowArbitraryValues: false`: nothing but what it offers will do. */
      readonly isClosed: boolean;
      readonly among: EntitiesToPick;
    }
  | { readonly type: "repository"; readonly among: RepositoriesToPick }
  /** Whatever has no field of its own in Slack. */
  | { readonly type: "json" }
  | { readonly type: "hidden" }
  | { readonly type: "secret" };

/** A value to choose, and what people read. */
export interface Choice {
  readonly value: JsonValue;
  readonly label: string;
}

/** Which entities a picker offers, as `ui:options` say. */
export interface EntitiesToPick {
  /** In lower case; all where it is empty. */
  readonly kinds: readonly string[];
  /** `catalogFilter`: any of these. */
  readonly filters: readonly JsonObject[];
  /** `owned`: by whoever fills in the form. `member`: the groups they are in. */
  readonly only: "owned" | "member" | null;
}

/** What may be chosen for a repository; anything where a list is empty. */
export interface RepositoriesToPick {
  readonly hosts: readonly string[];
  readonly owners: readonly string[];
  readonly repos: readonly string[];
}

/** What stands for a field in Slack: by its `ui:field` and `ui:widget`, or else by its type. */
export function fieldControl(field: Pick<FormField, "schema">): FieldControl {
  const { schema } = field;
  const options = isOptions(schema["ui:options"]) ? schema["ui:options"] : {};
  const widget = schema["ui:widget"] ?? options.widget;
  if (isSecretField(field)) return { type: "secret" };
  if (widget === "hidden") return { type: "hidden" };
  return pickerOf(schema["ui:field"], options) ?? byType(schema, widget, options);
}

function pickerOf(name: JsonValue | undefined, options: JsonObject): FieldControl | null {
  const kinds = textsOf(options.allowedKinds).map((kind) => kind.toLowerCase());
  const filters = [options.catalogFilter ?? []].flat().filter(isOptions);
  const among = { kinds, filters, only: null };
  const isClosed = options.allowArbitraryValues === false;
  switch (name) {
    case "EntityPicker":
      return { type: "entity", isSeveral: false, isClosed, among };
    case "MultiEntityPicker":
      return { type: "entity", isSeveral: true, isClosed, among };
    case "OwnerPicker": {
      const isOpen = kinds.length === 0 && filters.length === 0;
      return {
        type: "entity",
        isSeveral: false,
        isClosed,
        among: { ...among, kinds: isOpen ? ["group", "user"] : kinds },
      };
    }
    case "OwnedEntityPicker":
      return { type: "entity", isSeveral: false, isClosed, among: { ...among, only: "owned" } };
    case "MyGroupsPicker":
      return { type: "entity", isSeveral: false, isClosed, among: { ...among, kinds: ["group"], only: "member" } };
    case "RepoUrlPicker": {
      const [hosts, owners, repos] = [options.allowedHosts, options.allowedOwners, options.allowedRepos].map(textsOf);
      return { type: "repository", among: { hosts: hosts ?? [], owners: owners ?? [], repos: repos ?? [] } };
    }
    case "EntityTagsPicker":
      return { type: "lines" };
    default:
      return null; // a field of a company's own is asked for by its type
  }
}

function byType(schema: JsonObject, widget: JsonValue | undefined, options: JsonObject): FieldControl {
  const look = widget === "radio" || widget === "checkboxes" ? "buttons" : "menu";
  const choices = choicesOf(schema);
  if (choices) return { type: "choice", choices, look };
  switch (typeOf(schema)) {
    case "boolean":
      return widget === "radio" || widget === "select"
        ? { type: "choice", choices: yesOrNo(schema), look }
        : { type: "yes-or-no" };
    case "integer":
    case "number":
      return { type: "number", isWhole: typeOf(schema) === "integer" };
    case "string":
      if (schema.format === "date") return { type: "date" };
      return { type: "text", isMultiline: widget === "textarea" || options.multiline === true };
    case "array": {
      const items = isOptions(schema.items) ? schema.items : {};
      const several = choicesOf(items);
      if (several) return { type: "choices", choices: several, look };
      return typeOf(items) === "string" ? { type: "lines" } : { type: "json" };
    }
    case "null":
      return { type: "hidden" };
    default:
      return { type: "json" };
  }
}

/** Fields that say nothing of their type take text, as in Backstage. */
function typeOf({ type, properties, items }: JsonObject): JsonValue {
  const named = [type ?? []].flat().find((each) => each !== "null");
  if (named !== undefined) return named;
  if (type !== undefined) return "null";
  return isOptions(properties) ? "object" : isOptions(items) ? "array" : "string";
}

function choicesOf({ enum: values, enumNames, oneOf, "ui:enumNames": uiNames, ...rest }: JsonObject): Choice[] | null {
  const names = [uiNames ?? enumNames ?? []].flat();
  if (Array.isArray(values)) return values.map((value, index) => ({ value, label: shown(names[index] ?? value) }));
  if (!Array.isArray(oneOf) || oneOf.length === 0 || isOptions(rest.properties)) return null;
  const constants = oneOf.filter(isOptions).filter((each) => each.const !== undefined);
  if (constants.length !== oneOf.length) return null;
  return constants.map(({ const: value = null, title }) => ({ value, label: shown(title ?? value) }));
}

function yesOrNo({ enumNames, "ui:enumNames": uiNames }: JsonObject): readonly Choice[] {
  const [yes = "Yes", no = "No"] = textsOf(uiNames ?? enumNames);
  return [
    { value: true, label: yes },
    { value: false, label: no },
  ];
}

function shown(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return [value ?? []].flat().filter((each) => typeof each === "string");
}

function isOptions(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value);
}
