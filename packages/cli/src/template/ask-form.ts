import type { JsonObject } from "@callboard/core";
import { checkParameters, formFields, parameterPages, type Template } from "@callboard/scaffolder";
import { bold, dim, type Line, red } from "../output/line.ts";
import { askFields, type FormContext } from "./ask-fields.ts";

/**
 * Asks for what a template still wants to know, page by page. What is given is not asked again, unless it is wrong. What
 * one answer makes needless or needed is worked out after each.
 *
 * @throws {TemplateError} `invalid-template` for a form that cannot be asked; `Left` when the person has left
 */
export async function askForm(template: Template, given: JsonObject, context: FormContext): Promise<JsonObject> {
  const pages = parameterPages(template);
  let answers = withoutFaults(template, given, context);
  for (const [index, page] of pages.entries()) {
    if (asksFor(page, answers)) context.terminal.say(...headOf(page, index, pages.length));
    for (;;) {
      answers = await askFields(page, answers, context);
      const faults = checkParameters(template, answers).faults.filter((fault) => fault.page === index);
      if (faults.length === 0) break;
      for (const { pointer, message } of faults) context.terminal.say([red("!"), ` ${pointer.slice(1)} ${message}.`]);
      const wrong = new Set(faults.map(({ pointer }) => nameIn(pointer)));
      const left = Object.entries(answers).filter(([name]) => !wrong.has(name));
      // What is about no one field can be mended by any: the page is asked again.
      const names = new Set(formFields(page, answers).map(({ name }) => name));
      answers = Object.fromEntries(wrong.has("") ? left.filter(([name]) => !names.has(name)) : left);
    }
  }
  return answers;
}

function withoutFaults(template: Template, given: JsonObject, { terminal }: FormContext): JsonObject {
  const wrong = checkParameters(template, given).faults.filter(({ pointer }) => given[nameIn(pointer)] !== undefined);
  for (const { pointer, message } of wrong) terminal.say([red("!"), ` ${pointer.slice(1)} ${message}.`]);
  const names = new Set(wrong.map(({ pointer }) => nameIn(pointer)));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name)));
}

function asksFor(page: JsonObject, answers: JsonObject): boolean {
  return formFields(page, answers).some(({ name }) => answers[name] === undefined);
}

function nameIn(pointer: string): string {
  return (pointer.split("/")[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
}

function headOf({ title, description }: JsonObject, index: number, count: number): readonly Line[] {
  const of = count > 1 ? `${index + 1}/${count} ` : "";
  return [
    "",
    [dim(of), bold(typeof title === "string" ? title : "What it needs to know")],
    ...(typeof description === "string" ? description.split("\n").map((line) => dim(line)) : []),
  ];
}
