import { lintRules } from "@callboard/core";
import { openApiRule } from "../openapi/openapi-rule.ts";

/** What is wrong when a rule finds something, in a sentence: of its own, or of the stage that its id begins with. */
export function ruleDescription(rule: string): string {
  const own = [...lintRules, openApiRule].find(({ id }) => id === rule)?.description ?? READING_RULES.get(rule);
  const stage = rule.slice(0, Math.max(rule.indexOf("/"), 0));
  return own ?? READING_RULES.get(stage) ?? `The rule ${rule} does not hold.`;
}

/** Rules that find something while a file is read, or all rules of a stage. */
const READING_RULES: ReadonlyMap<string, string> = new Map([
  ["yaml", "The file cannot be read as YAML, or not as its author meant it."],
  ["envelope", "A descriptor lacks what every entity has, or has what none may have."],
  ["policy", "A field that all kinds share has a value that it may not have."],
  ["kind", "The spec does not have the shape that its kind asks for."],
  ["edges", "A note about a dependency does not have the shape of one."],
  ["location", "A Location leads nowhere, in a circle, or to something that it may not lead to."],
  ["preprocess", "A placeholder such as $text cannot be filled in."],
  ["source", "A file was found that could not be read."],
  ["unknown-kind", "The catalog does not know the kind of a descriptor."],
  ["repeated-ref", "One file describes one entity twice."],
  ["ref-conflict", "Two files describe one entity."],
]);
