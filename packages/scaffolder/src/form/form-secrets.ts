import type { JsonObject } from "@callboard/core";
import { parameterPages } from "../template/parameters.ts";
import type { Template } from "../template/template.ts";
import { formFields, isSecretField } from "./form-fields.ts";

/** What stands among the values in the place of a secret. */
const HIDDEN = "***";

/** The answers of a form as a task takes them: the values of secret fields are secrets, and `***` among the values. */
export function withoutSecrets(
  template: Pick<Template, "spec">,
  answers: JsonObject,
): { readonly values: JsonObject; readonly secrets: Readonly<Record<string, string>> } {
  const values = { ...answers };
  const secrets: Record<string, string> = {};
  for (const name of secretNames(template, answers)) {
    const answer = answers[name];
    if (typeof answer !== "string" || answer === HIDDEN) continue;
    values[name] = HIDDEN;
    secrets[name] = answer;
  }
  return { values, secrets };
}

/** The fields of a form, with these answers, whose values are secrets. */
export function secretNames(template: Pick<Template, "spec">, answers: JsonObject): readonly string[] {
  const fields = parameterPages(template).flatMap((page) => formFields(page, answers));
  return fields.filter(isSecretField).map(({ name }) => name);
}
