import type { CatalogView, EntityRef } from "@callboard/core";
import { isRecord } from "../record.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** What a template makes, and what it asks for first. */
export interface TemplateSummary {
  readonly template: EntitySummary;
  readonly description: string | null;
  readonly parameters: readonly TemplateParameter[];
}

export interface TemplateParameter {
  readonly name: string;
  /** What the form calls it; null when only its name is known. */
  readonly title: string | null;
  readonly description: string | null;
  /** As in JSON schema, for example `string`. */
  readonly type: string | null;
  readonly required: boolean;
  /** The values there are to choose from, as text; empty when any will do. */
  readonly choices: readonly string[];
}

/** Reads a template's form; pages become one list, in their order. Conditional fields are left out. */
export function templateSummary(view: CatalogView, ref: EntityRef): TemplateSummary {
  const entity = view.entity(ref);
  const written: unknown = entity?.spec?.parameters;
  const pages: readonly unknown[] = Array.isArray(written) ? written : [written];
  return {
    template: entitySummary(view, ref),
    description: entity?.metadata.description ?? null,
    parameters: pages.flatMap((page) => (isRecord(page) ? parametersOf(page) : [])),
  };
}

function parametersOf({ properties, required }: Readonly<Record<string, unknown>>): TemplateParameter[] {
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(isRecord(properties) ? properties : {}).map(([name, written]) => {
    const field = isRecord(written) ? written : {};
    return {
      name,
      title: textOrNull(field.title),
      description: textOrNull(field.description),
      type: textOrNull(field.type),
      required: needed.has(name),
      choices: Array.isArray(field.enum) ? field.enum.map(String) : [],
    };
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
