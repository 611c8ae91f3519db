import type { JsonObject, JsonValue } from "@callboard/core";

/** What a template asks for, does and shows at the end. */
export interface TemplateSpec {
  readonly type: string;
  /** A JSON schema (draft-07), or one for each page of the form. */
  readonly parameters?: ParameterPage | readonly ParameterPage[];
  readonly steps: readonly TemplateStep[];
  readonly output?: TemplateOutput;
  /** What it needs to know and nobody may see. */
  readonly secrets?: { readonly schema?: JsonObject };
}

/** One page of the form: a JSON schema with `ui:*` hints, which stay as they are. */
export type ParameterPage = JsonObject & {
  readonly title?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonObject>>;
};

export interface TemplateStep {
  /** How other steps find its output; `step-<n>`, counted from 1, unless given. */
  readonly id?: string;
  /** As people see it; the action's id unless given. */
  readonly name?: string;
  readonly action: string;
  readonly input?: JsonObject;
  readonly if?: string | boolean;
  /** A list or an object, or an expression that gives one: the step runs once for each. */
  readonly each?: JsonValue;
}

export interface TemplateOutput {
  readonly links?: readonly JsonObject[];
  readonly text?: readonly JsonObject[];
  readonly [key: string]: JsonValue | undefined;
}
