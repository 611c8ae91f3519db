import type { ListTemplatesData } from "../intents/list-templates.ts";
import type { TemplateParameter, TemplateSummary } from "../intents/template-summary.ts";
import { plain } from "./plain.ts";
import { described } from "./say-list.ts";
import { count, introduced, nameOf, type Voice } from "./voice.ts";

const LISTED = 15;

/** What a template makes and what it asks for. It is offered, never run. */
export function sayTemplate({ template, description, parameters }: TemplateSummary, voice: Voice): string[] {
  const needed = parameters.filter(({ required }) => required).length;
  return [
    `${introduced(template, voice.strong)} can make that. Nothing has been run.`,
    ...(description === null ? [] : [plain(description, 200)]),
    ...(parameters.length === 0
      ? ["It asks for nothing."]
      : [`It asks for ${count(parameters.length, "value")}, of which ${needed} must be given:`]),
    ...parameters.slice(0, LISTED).map((parameter) => `  ${parameterText(parameter)}`),
    ...(parameters.length > LISTED ? [`  +${parameters.length - LISTED} more`] : []),
  ];
}

/** What can be made, a line for each template. */
export function sayTemplates({ filter, total, first }: ListTemplatesData, voice: Voice): string[] {
  const what = described({ ...filter, kind: "template" }, total);
  if (total === 0) {
    return [
      `There are ${voice.warning("no")} ${what} in the catalog.`,
      "A template is a file of kind Template, apiVersion scaffolder.backstage.io/v1beta3.",
    ];
  }
  const [example] = first;
  return [
    `${voice.strong(String(total))} ${what}:`,
    ...first.map(({ template, description }) => {
      const says = description === null ? "" : ` – ${plain(description, 80)}`;
      return `  ${introduced(template)}${says}`;
    }),
    ...(total > first.length ? [`  +${total - first.length} more`] : []),
    ...(example ? [`To see what one asks for, say "create ${nameOf(example.template.ref)}".`] : []),
  ];
}

/** `name (must be given) – Lower case, words joined by dashes.` */
function parameterText({ name, title, description, type, required, choices }: TemplateParameter): string {
  const notes = [
    ...(required ? ["must be given"] : []),
    ...(choices.length > 0
      ? [
          `one of ${choices
            .slice(0, 6)
            .map((each) => plain(each, 20))
            .join(", ")}`,
        ]
      : []),
    ...(choices.length === 0 && type !== null && type !== "string" ? [plain(type, 20)] : []),
  ];
  const says = description ?? (title !== null && title.toLowerCase() !== name.toLowerCase() ? title : null);
  return `${plain(name, 40)}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}${says === null ? "" : ` – ${plain(says, 80)}`}`;
}
