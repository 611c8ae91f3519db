import type { JsonObject } from "@callboard/core";
import { type SchemaCheck, schemaCheck } from "../schema/json-schema.ts";
import { TemplateError } from "../template-error.ts";
import type { Template } from "./template.ts";
import type { ParameterPage } from "./template-spec.ts";

/** A value that a template does not accept. */
export interface ParameterFault {
  /** The page of the form that asks for it, from 0. */
  readonly page: number;
  /** JSON pointer into the values; the empty string when it is about no one field. */
  readonly pointer: string;
  readonly message: string;
}

export interface CheckedParameters {
  /** The values with the defaults of the form filled in. */
  readonly values: JsonObject;
  readonly faults: readonly ParameterFault[];
}

/** The pages of a template's form, in order; none when it asks for nothing. */
export function parameterPages({ spec: { parameters } }: Pick<Template, "spec">): readonly ParameterPage[] {
  if (parameters === undefined) return [];
  return isPages(parameters) ? parameters : [parameters];
}

/**
 * Checks values against every page of a form, which is what Backstage does when a task is created, and fills in what
 * the form would have filled in.
 *
 * @throws {TemplateError} `invalid-template` when a page is no JSON schema, with its place
 */
export function checkParameters(template: Template, values: JsonObject): CheckedParameters {
  const faults: ParameterFault[] = [];
  let filled = values;
  for (const [page, schema] of parameterPages(template).entries()) {
    const checked = pageCheck(template, schema, page)(filled);
    filled = checked.value;
    faults.push(...checked.faults.map((fault) => ({ page, ...fault })));
  }
  return { values: filled, faults };
}

/**
 * Checks the secrets that a task gets against what the template says of them.
 *
 * @throws {TemplateError} `invalid-template` when that is no JSON schema, with its place
 */
export function checkSecrets(
  template: Template,
  secrets: Readonly<Record<string, string>>,
): CheckedParameters["faults"] {
  const schema = template.spec.secrets?.schema;
  if (!schema) return [];
  const { faults } = compiled(template, schema, "/spec/secrets/schema")({ ...secrets });
  return faults.map((fault) => ({ page: 0, ...fault }));
}

function pageCheck(template: Template, schema: ParameterPage, page: number): SchemaCheck {
  const isList = Array.isArray(template.spec.parameters);
  return compiled(template, { type: "object", ...schema }, isList ? `/spec/parameters/${page}` : "/spec/parameters");
}

function compiled(template: Template, schema: JsonObject, pointer: string): SchemaCheck {
  try {
    return schemaCheck(schema);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const place = template.placeOf(pointer);
    throw new TemplateError("invalid-template", `This is no JSON schema: ${reason}.`, { cause, place });
  }
}

function isPages(parameters: ParameterPage | readonly ParameterPage[]): parameters is readonly ParameterPage[] {
  return Array.isArray(parameters);
}
