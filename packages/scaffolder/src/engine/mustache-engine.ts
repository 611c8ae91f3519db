import type { JsonObject } from "@callboard/core";
import mustache from "mustache";
import { TemplateError } from "../template-error.ts";
import { RENDER_LIMITS, type RenderLimits } from "./nunjitsu-engine.ts";
import type { TemplateEngine } from "./template-engine.ts";

/**
 * Texts in Mustache: `{{ values.name }}`, sections and nothing that runs. Values stay as they are, without HTML's
 * escapes; there are no partials and no lambdas.
 */
export function mustacheEngine(limits: Partial<RenderLimits> = {}): Pick<TemplateEngine, "text"> {
  const bounds = { ...RENDER_LIMITS, ...limits };
  return {
    text(template, data) {
      if (template.length > bounds.sourceCodeUnits) throw exceeded(`${bounds.sourceCodeUnits} characters to read`);
      try {
        return boundedWriter(bounds).render(template, ownContext(data), undefined, { escape: shown });
      } catch (cause) {
        if (cause instanceof TemplateError) throw cause;
        throw new TemplateError("template-failed", cause instanceof Error ? cause.message : String(cause), { cause });
      }
    },
  };
}

type Context = InstanceType<typeof mustache.Context>;

/** Looks names up as own properties: Mustache itself follows prototypes, and calls the functions that it finds there. */
function ownContext(view: unknown, parent?: Context): Context {
  const context = new mustache.Context(view, parent);
  context.lookup = (name) => {
    if (name === ".") return context.view;
    const path = name.split(".");
    for (let at: Context | undefined = context; at; at = at.parent) {
      const found = ownValue(at.view, path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  context.push = (inner) => ownContext(inner, context);
  return context;
}

function ownValue(view: unknown, path: readonly string[]): unknown {
  let at = view;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as JsonObject)[key]; // an own property of JSON data
  }
  return at;
}

function boundedWriter({
  workUnits,
  nestingDepth,
  outputCodeUnits,
}: RenderLimits): InstanceType<typeof mustache.Writer> {
  const writer = new mustache.Writer();
  const { renderTokens, escapedValue, unescapedValue, rawValue } = writer;
  let work = 0;
  let depth = 0;
  let length = 0;
  function counted(text: string): string {
    length += text === undefined ? 0 : String(text).length;
    if (length > outputCodeUnits) throw exceeded(`${outputCodeUnits} characters of result`);
    return text;
  }
  // Every section, and each round of one, comes through here.
  writer.renderTokens = (tokens, ...rest) => {
    work += tokens.length + 1;
    depth += 1;
    if (work > workUnits) throw exceeded(`${workUnits} units of work`);
    if (depth > nestingDepth) throw exceeded(`${nestingDepth} sections in one another`);
    const output = renderTokens.call(writer, tokens, ...rest);
    depth -= 1;
    return output;
  };
  writer.escapedValue = (...args) => counted(escapedValue.apply(writer, args));
  writer.unescapedValue = (...args) => counted(unescapedValue.apply(writer, args));
  writer.rawValue = (...args) => counted(rawValue.apply(writer, args));
  return writer;
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function exceeded(most: string): TemplateError {
  return new TemplateError("limit-exceeded", `The text takes more than ${most}.`);
}
