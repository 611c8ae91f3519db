import type { JsonObject, JsonValue } from "@callboard/core";

/** The language of expressions and skeletons. Data goes in and comes out as plain JSON; nothing of the host is reachable. */
export interface TemplateEngine {
  /**
   * What a string of a step comes to, with its type: `${{ parameters.port }}` is a number. Never throws: a string that
   * cannot be read or worked out stays as it is written, and says why.
   */
  value(template: string, data: JsonObject): RenderedValue;
  /**
   * The text of a skeleton file or path.
   *
   * @throws {TemplateError} `template-failed` with line and column inside the text, or `limit-exceeded`
   */
  text(template: string, data: JsonObject, options?: TextOptions): string;
}

export type RenderedValue =
  | { readonly status: "value"; readonly value: JsonValue }
  /** There is nothing; the key that holds the string disappears. */
  | { readonly status: "nothing" }
  /** The string as it was written, and what is wrong with it. */
  | { readonly status: "unchanged"; readonly value: string; readonly fault: ExpressionFault };

/** What is wrong with an expression; line and column count from 1 inside its string, null where nobody knows. */
export interface ExpressionFault {
  readonly message: string;
  /** True when it cannot be read at all, whatever the data. */
  readonly isSyntax: boolean;
  readonly line: number | null;
  readonly column: number | null;
}

/** How the text of a file is read; all off unless given. */
export interface TextOptions {
  /** No line break after a block tag. */
  readonly trimBlocks?: boolean;
  /** No indentation before a block tag. */
  readonly lstripBlocks?: boolean;
  /** `{{ }}` instead of `${{ }}`, with what cookiecutter's dialect of Jinja has. */
  readonly cookiecutterCompat?: boolean;
}

/**
 * A filter that templates call as `value | name(argument)`. Gets copies of plain data and gives plain data. What it
 * throws is a fault of the expression.
 */
export type TemplateFilter = (
  value: JsonValue | undefined,
  ...args: (JsonValue | undefined)[]
) => JsonValue | undefined;

/** A value or function that templates reach by its name. */
export type TemplateGlobal = JsonValue | ((...args: (JsonValue | undefined)[]) => JsonValue | undefined);
