import { fieldName, type Problem } from "@callboard/core";
import type { TemplateEngine } from "../engine/template-engine.ts";
import { linearPattern } from "../schema/linear-pattern.ts";
import { type NamedStep, stepsOf } from "../step/steps-of.ts";
import { checkParameters, parameterPages } from "../template/parameters.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { scanExpressions } from "./expression-scan.ts";
import { type LintLanguage, lintFilter, meant, type Report } from "./lint-language.ts";
import { lintSkeletons } from "./lint-skeletons.ts";
import { stringsIn } from "./strings-in.ts";

/**
 * What is wrong with a template as far as can be told without running it: strings that cannot be read; filters, actions,
 * parameters and steps that do not exist; parameters that nothing uses; patterns without a linear form; skeletons that
 * are not there or use what is not given to them.
 */
export async function lintTemplate(template: Template, language: LintLanguage): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const report: Report = (severity, rule, pointer, message) => {
    const place = template.placeOf(pointer);
    problems.push({ severity, rule: `template/${rule}`, message, ...place, entity: template.ref, path: pointer });
  };
  const used = lintExpressions(template, language, report);
  lintSteps(template, language, report);
  lintParameters(template, used, report);
  await lintSkeletons(template, language, report);
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** Names at the start of a path that every expression of a step has. */
const ROOTS = new Set(["parameters", "steps", "user", "secrets", "environment", "context", "each"]);

/** @returns the parameters that some expression uses; null when one uses them all, or one by a name worked out */
function lintExpressions(template: Template, language: LintLanguage, report: Report): ReadonlySet<string> | null {
  const steps = stepsOf(template);
  const asked = new Set(parameterPages(template).flatMap((page) => parameterNames(page)));
  const used = new Set<string>();
  let usesAll = false;
  for (const { pointer, text } of [
    ...stringsIn(steps, "/spec/steps"),
    ...stringsIn(template.spec.output, "/spec/output"),
  ]) {
    if (!text.includes("{")) continue;
    lintFault(text, pointer, language.engine, report);
    const { filters, paths, own } = scanExpressions(text);
    for (const { name } of filters) lintFilter(name, pointer, language, report);
    for (const { keys } of paths) {
      const [root = "", name] = keys;
      if (root === "parameters") {
        if (name === undefined) usesAll = true;
        else used.add(name);
        if (name !== undefined && asked.size > 0 && !asked.has(name)) {
          report(
            "warning",
            "unknown-parameter",
            pointer,
            `No page asks for the parameter ${name}.${meant(name, asked)}`,
          );
        }
      } else if (root === "secrets" && name !== undefined)
        used.add(name); // a field of the form may fill it
      else if (root === "steps" && name !== undefined) lintStepUse(name, pointer, steps, report);
      else if (!ROOTS.has(root) && !own.has(root) && !language.globals.has(root)) {
        report("warning", "unknown-name", pointer, `${root} is nothing that a step knows.${meant(root, ROOTS)}`);
      }
    }
  }
  return usesAll ? null : used;
}

/** A string that cannot be read at all is an error: what it comes to is the string itself. */
function lintFault(text: string, pointer: string, engine: TemplateEngine, report: Report): void {
  const result = engine.value(text, {});
  if (result.status !== "unchanged" || !result.fault.isSyntax) return;
  report("error", "broken-expression", pointer, `This expression cannot be read: ${result.fault.message}.`);
}

/** A step sees those before it; in the output of the template all are behind. */
function lintStepUse(id: string, pointer: string, steps: readonly NamedStep[], report: Report): void {
  const target = steps.findIndex((step) => step.id === id);
  const at = steps.findIndex((step) => pointer.startsWith(`${step.pointer}/`));
  if (target === -1) {
    const ids = steps.map((step) => step.id);
    report("error", "unknown-step", pointer, `There is no step ${id}.${meant(id, ids)}`);
  } else if (at !== -1 && target >= at) {
    const when = target === at ? "is this one" : "comes later";
    report("error", "unknown-step", pointer, `The step ${id} ${when}, so that it has no output yet.`);
  }
}

function lintSteps(template: Template, { actions }: LintLanguage, report: Report): void {
  const seen = new Set<string>();
  const ids = actions.all().map(({ id }) => id);
  for (const step of stepsOf(template)) {
    if (seen.has(step.id))
      report("error", "repeated-step", `${step.pointer}/id`, `Another step is called ${step.id} too.`);
    seen.add(step.id);
    const action = actions.get(step.action);
    if (!action) {
      const message = `The action ${step.action} is not registered, so this runs only where it is.${meant(step.action, ids)}`;
      report("warning", "unknown-action", `${step.pointer}/action`, message);
      continue;
    }
    const hasExpression = (at: string) => stringsAt(step.input, at).some((text) => text.includes("{"));
    for (const { pointer, message } of action.check(step.input ?? {}).faults) {
      if (hasExpression(pointer)) continue; // what it comes to is not known yet
      report("error", "step-input", `${step.pointer}/input${pointer}`, `${fieldName(`/input${pointer}`)} ${message}.`);
    }
  }
}

function stringsAt(input: unknown, pointer: string): readonly string[] {
  return [...stringsIn(input, "")]
    .filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
    .map(({ text }) => text);
}

function lintParameters(template: Template, used: ReadonlySet<string> | null, report: Report): void {
  const isList = Array.isArray(template.spec.parameters);
  let hasBadPattern = false;
  for (const [index, page] of parameterPages(template).entries()) {
    const base = isList ? `/spec/parameters/${index}` : "/spec/parameters";
    for (const { pointer, pattern } of patternsIn(page, base)) {
      try {
        linearPattern(pattern);
      } catch (reason) {
        hasBadPattern = true;
        const why = reason instanceof Error ? reason.message : String(reason);
        const message = `The pattern has no form whose time is linear (${why}). Write it without look-around and back-references.`;
        report("error", "pattern", pointer, message);
      }
    }
    const deciding = new Set(decidingNames(page));
    for (const name of Object.keys(page.properties ?? {})) {
      if (used?.has(name) !== false || deciding.has(name)) continue;
      const message = `Nothing uses the parameter ${name}. Use it, or do not ask for it.`;
      report("warning", "unused-parameter", `${base}/properties/${name}`, message);
    }
  }
  if (hasBadPattern) return;
  try {
    checkParameters(template, {});
  } catch (reason) {
    if (!(reason instanceof TemplateError)) throw reason;
    report("error", "schema", isList ? "/spec/parameters/0" : "/spec/parameters", reason.message);
  }
}

/** The fields that a page asks for, also under a condition. */
function parameterNames(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(parameterNames);
  if (typeof schema !== "object" || schema === null) return [];
  const names =
    "properties" in schema && typeof schema.properties === "object" ? Object.keys(schema.properties ?? {}) : [];
  return [
    ...names,
    ...Object.entries(schema).flatMap(([key, part]) => (key === "properties" ? [] : parameterNames(part))),
  ];
}

/** The fields that decide what else is asked for. */
function decidingNames(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(decidingNames);
  if (!isObject(schema)) return [];
  const { dependencies, if: condition } = schema;
  return [
    ...(isObject(dependencies) ? Object.keys(dependencies) : []),
    ...parameterNames(condition),
    ...Object.values(schema).flatMap(decidingNames),
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function* patternsIn(schema: unknown, pointer: string): Generator<{ pointer: string; pattern: string }> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, part] of Object.entries(schema)) {
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (key === "pattern" && typeof part === "string") yield { pointer: at, pattern: part };
    else yield* patternsIn(part, at);
  }
}
