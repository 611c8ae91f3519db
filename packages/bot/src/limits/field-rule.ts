/** Where blocks are shown. */
export type Surface = "message" | "modal" | "home";

/** What one field may hold. */
export type FieldRule = { readonly required?: true } & (
  | { readonly is: "text"; readonly format: "plain_text" | "mrkdwn" | "either"; readonly max: number }
  | StringRule
  | { readonly is: "number"; readonly min?: number; readonly max?: number }
  | { readonly is: "boolean" }
  | { readonly is: "list"; readonly of: FieldRule; readonly min?: number; readonly max?: number }
  | { readonly is: "object"; readonly shape: Shape }
  | { readonly is: "one-of-types"; readonly sense: TypeSense; readonly types: readonly string[] }
);

interface StringRule {
  readonly is: "string";
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  readonly form?: StringForm;
}

/** Forms of text that Slack reads. */
export type StringForm = "url" | "https-url" | "date" | "time" | "decimal";

/** In what sense a `type` is meant; the same word can name a block and an element. */
export type TypeSense = "block" | "element" | "inline" | "cell" | "context";

/** The fields of an object, and what holds between them. */
export interface Shape {
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** At least one of these is there. */
  readonly atLeastOneOf?: readonly string[];
  /** Exactly one of these is there. */
  readonly exactlyOneOf?: readonly string[];
  /** A field that needs another one to be true. */
  readonly needsTrue?: Readonly<Record<string, string>>;
  /** Fields whose options have to be among those the element offers. */
  readonly chosen?: readonly string[];
}

/** A block, and where it may stand. */
export interface BlockShape extends Shape {
  readonly surfaces: readonly Surface[];
}

export const plain = (max: number): FieldRule => ({ is: "text", format: "plain_text", max });
export const mrkdwn = (max: number): FieldRule => ({ is: "text", format: "mrkdwn", max });
export const eitherText = (max: number): FieldRule => ({ is: "text", format: "either", max });
export const string = (options: Omit<StringRule, "is"> = {}): FieldRule => ({ is: "string", ...options });
export const number = (min?: number, max?: number): FieldRule => ({
  is: "number",
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const boolean: FieldRule = { is: "boolean" };
export const list = (of: FieldRule, min?: number, max?: number): FieldRule => ({
  is: "list",
  of,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const object = (shape: Shape): FieldRule => ({ is: "object", shape });
export const typed = (sense: TypeSense, types: readonly string[]): FieldRule => ({ is: "one-of-types", sense, types });
export const block = (...types: readonly string[]): FieldRule => typed("block", types);
export const element = (...types: readonly string[]): FieldRule => typed("element", types);
export const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });
