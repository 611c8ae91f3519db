import { nearestTexts, type Severity } from "@callboard/core";
import type { ActionRegistry } from "../action/action-registry.ts";
import type { TemplateEngine } from "../engine/template-engine.ts";
import { LANGUAGE_FILTERS, LANGUAGE_GLOBALS } from "./language-names.ts";

/** What a template may use, for the rules that ask. */
export interface LintLanguage {
  readonly engine: TemplateEngine;
  readonly actions: ActionRegistry;
  /** Names of all filters and globals, those of the language included. */
  readonly filters: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
}

/** The names that templates may use, with those registered beside the ones of the language. */
export function lintLanguage(
  given: Pick<LintLanguage, "engine" | "actions">,
  { filters = {}, globals = {} }: { readonly filters?: object; readonly globals?: object },
): LintLanguage {
  return {
    ...given,
    filters: new Set([...LANGUAGE_FILTERS, ...Object.keys(filters)]),
    globals: new Set([...LANGUAGE_GLOBALS, ...Object.keys(globals)]),
  };
}

/** Takes down one thing that is wrong, at a JSON pointer of the descriptor. */
export type Report = (severity: Severity, rule: string, pointer: string, message: string) => void;

/** Reports a filter that nobody knows. @param where what the message starts with, for a file beside the descriptor */
export function lintFilter(name: string, pointer: string, { filters }: LintLanguage, report: Report, where = ""): void {
  if (filters.has(name)) return;
  report("error", "unknown-filter", pointer, `${where}There is no filter ${name}.${meant(name, filters)}`);
}

/** ` Did you mean …?` with what a misspelt name is nearest to; nothing when it is near nothing. */
export function meant(name: string, known: Iterable<string>): string {
  const [nearest] = nearestTexts(name, [...known]);
  return nearest === undefined ? "" : ` Did you mean ${nearest}?`;
}
