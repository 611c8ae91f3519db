import type { JsonValue } from "@callboard/core";
import { stepsOf } from "../step/steps-of.ts";
import type { Template, TemplateFile } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { globMatcher } from "../workspace/glob-matcher.ts";
import { scanExpressions } from "./expression-scan.ts";
import { COOKIECUTTER_FILTERS } from "./language-names.ts";
import { type LintLanguage, lintFilter, meant, type Report } from "./lint-language.ts";

/** Checks the skeletons that steps name by a relative path: that they are there, and use what is given to them. */
export async function lintSkeletons(template: Template, language: LintLanguage, report: Report): Promise<void> {
  for (const step of stepsOf(template)) {
    if (step.action !== "fetch:template" || typeof step.input?.url !== "string") continue;
    const { url, templateFileExtension: extension, cookiecutterCompat, engine } = step.input;
    if (url.includes("{") || url.includes("://") || engine === "mustache") continue;
    const ending = extension === true ? ".njk" : typeof extension === "string" ? extension : "";
    const isCookiecutter = cookiecutterCompat === true;
    const known = isCookiecutter ? withFilters(language, COOKIECUTTER_FILTERS) : language;
    const pointer = `${step.pointer}/input/url`;
    const given = new Set(Object.keys(objectOf(step.input.values)));
    try {
      const isCopied = globMatcher(patternsOf(step.input.copyWithoutTemplating, step.input.copyWithoutRender));
      for await (const file of template.files.tree(url)) {
        if (file.type !== "file") continue;
        const isText = file.path.endsWith(ending) && !isCopied(file.path);
        const text = isText ? `${file.path}\n${await textOf(file)}` : file.path;
        const path = `${url.replace(/\/$/, "")}/${file.path}`;
        lintFile(text, { path, pointer, given, isCookiecutter }, known, report);
      }
    } catch (reason) {
      if (!(reason instanceof TemplateError)) throw reason;
      report("error", "skeleton", pointer, reason.message);
    }
  }
}

interface SkeletonFile {
  readonly path: string;
  readonly pointer: string;
  /** The names that the step gives as `values`. */
  readonly given: ReadonlySet<string>;
  /** Whether it is written in cookiecutter's dialect. */
  readonly isCookiecutter: boolean;
}

function withFilters(language: LintLanguage, further: readonly string[]): LintLanguage {
  return { ...language, filters: new Set([...language.filters, ...further]) };
}

function lintFile(
  text: string,
  { path, pointer, given, isCookiecutter }: SkeletonFile,
  language: LintLanguage,
  report: Report,
): void {
  const { filters, paths, own } = scanExpressions(text, { cookiecutterCompat: isCookiecutter });
  const told = new Set<string>();
  const once = (key: string, tell: () => void) => {
    if (told.has(key)) return;
    told.add(key);
    tell();
  };
  const lineOf = lineFinder(text);
  // The first line is the path, which the text of the file begins behind.
  const at = (offset: number) => `${path}:${lineOf(offset) - 1}`;
  for (const { name, offset } of filters) {
    once(`| ${name}`, () => lintFilter(name, pointer, language, report, `${at(offset)}: `));
  }
  for (const { keys, offset, isGuarded } of paths) {
    const [root = "", name] = keys;
    const foreign = FOREIGN.has(root) && !own.has(root);
    if (foreign) {
      const what = `\${{ ${keys.join(".")} }}`;
      const advice = `Put it between {% raw %} and {% endraw %}, or name the file in copyWithoutTemplating.`;
      once(root, () =>
        report("error", "foreign-expression", pointer, `${at(offset)}: ${what} is not for the template. ${advice}`),
      );
    } else if (root === "values" && name !== undefined && !own.has("values")) {
      if (isGuarded || given.size === 0 || given.has(name)) continue;
      const message = `${at(offset)}: the step gives no value ${name}.${meant(name, given)}`;
      once(`values.${name}`, () => report("warning", "unknown-value", pointer, message));
    } else if (FOR_STEPS.has(root) && !own.has(root)) {
      const message = `${at(offset)}: a file sees only values, not ${root}. Hand it over as one of the values.`;
      once(root, () => report("error", "unknown-name", pointer, message));
    }
  }
}

/** Contexts of GitHub Actions, whose expressions look like those of a template. */
const FOREIGN = new Set([
  "github",
  "secrets",
  "env",
  "matrix",
  "runner",
  "needs",
  "inputs",
  "vars",
  "job",
  "strategy",
  "hashFiles",
]);

/** What steps see and files do not. */
const FOR_STEPS = new Set(["parameters", "steps"]);

/** Tells the line, from 1, that an offset is in; offsets may come in any order. */
function lineFinder(text: string): (offset: number) => number {
  const ends = Array.from(text.matchAll(/\n/g), ({ index }) => index);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

const MAX_BYTES = 1024 * 1024;

/** Empty for what is no text, or too long to look through. */
async function textOf(file: TemplateFile): Promise<string> {
  const content = await file.content();
  return content.length > MAX_BYTES || content.includes(0) ? "" : new TextDecoder().decode(content);
}

function patternsOf(...lists: readonly (JsonValue | undefined)[]): string[] {
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter((item) => typeof item === "string") : []));
}

function objectOf(value: JsonValue | undefined): object {
  return typeof value === "object" && value !== null ? value : {};
}
