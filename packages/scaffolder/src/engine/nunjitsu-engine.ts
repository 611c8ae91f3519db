import type { JsonValue } from "@callboard/core";
import { createTemplateRenderer, TemplateLimitError, TemplateRenderError, type TemplateRenderer } from "nunjitsu";
import { TemplateError } from "../template-error.ts";
import { withoutReplaceAll } from "./replace-all.ts";
import type { TemplateEngine, TemplateFilter, TemplateGlobal, TextOptions } from "./template-engine.ts";

export interface EngineOptions {
  /** Further filters by name; one of a built-in name takes its place. */
  readonly filters?: Readonly<Record<string, TemplateFilter>>;
  /** Values and functions that every expression and file can use. */
  readonly globals?: Readonly<Record<string, TemplateGlobal>>;
  /** Bounds on one string or file; those of {@link RENDER_LIMITS} unless given. */
  readonly limits?: Partial<RenderLimits>;
}

/** Bounds on what one string or file may cost. */
export interface RenderLimits {
  /** UTF-16 code units of the text. */
  readonly sourceCodeUnits: number;
  /** Evaluated nodes. */
  readonly workUnits: number;
  readonly nestingDepth: number;
  /** UTF-16 code units of the result. */
  readonly outputCodeUnits: number;
  /** Bytes of what one filter is given. */
  readonly scratchBytes: number;
  /** Calls of filters and functions that were registered. */
  readonly capabilityCalls: number;
}

/** What one string or file may cost unless told otherwise. */
export const RENDER_LIMITS: RenderLimits = {
  sourceCodeUnits: 4 * 1024 * 1024,
  workUnits: 1_000_000,
  nestingDepth: 256,
  outputCodeUnits: 16 * 1024 * 1024,
  scratchBytes: 64 * 1024 * 1024,
  capabilityCalls: 10_000,
};

/**
 * The language of Backstage's templates by nunjitsu, a closed interpreter of nunjucks' syntax: no generated code, own
 * properties of plain data only, no regular expressions. A lone expression keeps its type.
 */
export function nunjitsuEngine(options: EngineOptions = {}): TemplateEngine {
  // Its constructor knows no limits and says nothing when given some: they go with each call.
  const limits = { ...RENDER_LIMITS, ...options.limits };
  const capabilities = { filters: closedFilters(options.filters), globals: closedGlobals(options.globals) };
  const renderers = new Map<string, TemplateRenderer>();

  function rendererFor({ trimBlocks = false, lstripBlocks = false, cookiecutterCompat = false }: TextOptions) {
    const key = `${trimBlocks} ${lstripBlocks} ${cookiecutterCompat}`;
    const known = renderers.get(key);
    if (known) return known;
    const renderer = createTemplateRenderer({ ...capabilities, trimBlocks, lstripBlocks, cookiecutterCompat });
    renderers.set(key, renderer);
    return renderer;
  }

  return {
    value(template, data) {
      if (!hasTags(template)) return { status: "value", value: template };
      try {
        const value = rendererFor({}).renderValue(withoutReplaceAll(template), data, { limits, coercion: "json" });
        return value === undefined ? { status: "nothing" } : { status: "value", value: plain(value) };
      } catch (reason) {
        const { line, column } = placeIn(reason);
        const isSyntax = reason instanceof TemplateRenderError && reason.phase === "parse";
        return { status: "unchanged", value: template, fault: { message: faultText(reason), isSyntax, line, column } };
      }
    },
    text(template, data, textOptions = {}) {
      if (!hasTags(template, textOptions.cookiecutterCompat)) return template;
      try {
        const source = withoutReplaceAll(template, textOptions.cookiecutterCompat);
        return rendererFor(textOptions).render(source, data, { limits });
      } catch (reason) {
        const code = reason instanceof TemplateLimitError ? "limit-exceeded" : "template-failed";
        const { line, column } = placeIn(reason);
        throw new TemplateError(code, faultText(reason), { cause: reason, place: { location: "", line, column } });
      }
    },
  };
}

/** Filters as the interpreter calls them: plain data in, plain data out. */
function closedFilters(filters: Readonly<Record<string, TemplateFilter>> = {}) {
  return Object.fromEntries(Object.entries(filters).map(([name, filter]) => [name, closed(filter)]));
}

function closedGlobals(globals: Readonly<Record<string, TemplateGlobal>> = {}) {
  return Object.fromEntries(
    Object.entries(globals).map(([name, value]) => [name, typeof value === "function" ? closed(value) : value]),
  );
}

function closed(call: (...args: (JsonValue | undefined)[]) => JsonValue | undefined) {
  return (...args: readonly unknown[]) => call(...args.map((arg) => (arg === undefined ? undefined : plain(arg))));
}

/** False for a text that stands for itself, which most strings of a template do. */
function hasTags(template: string, cookiecutterCompat = false): boolean {
  return template.includes(cookiecutterCompat ? "{{" : "${{") || template.includes("{%") || template.includes("{#");
}

/** What came out of a template as JSON: maps and sets, which the language can make, as objects and lists. */
function plain(value: unknown): JsonValue {
  return JSON.parse(
    JSON.stringify(value, (_, item) => {
      if (item instanceof Map) return Object.fromEntries(item);
      if (item instanceof Set) return [...item];
      return item;
    }),
  );
}

function placeIn(reason: unknown): { line: number | null; column: number | null } {
  if (!(reason instanceof TemplateRenderError || reason instanceof TemplateLimitError))
    return { line: null, column: null };
  return { line: reason.line ?? null, column: reason.column ?? null };
}

/** What went wrong, without the place, which is told apart from it. */
function faultText(reason: unknown): string {
  const message = reason instanceof Error ? reason.message : String(reason);
  return message.replace(/^Template error at line \d+, column \d+: /, "").replace(/ at line \d+, column \d+$/, "");
}
