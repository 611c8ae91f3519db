import type { JsonObject, JsonValue } from "@callboard/core";
import type { TemplateEngine } from "../engine/template-engine.ts";
import { isJsonObject } from "../json.ts";
import { type RenderFault, rendered } from "../step/rendered.ts";
import { expressionData, type TaskData } from "../step/step-data.ts";
import type { Template } from "../template/template.ts";

/** What a template shows at the end: its links and texts whose `if` holds, and whatever else its `output` names. */
export function taskOutput(
  { spec }: Template,
  data: TaskData,
  engine: TemplateEngine,
): { readonly output: JsonObject; readonly faults: readonly RenderFault[] } {
  const written: JsonValue = JSON.parse(JSON.stringify(spec.output ?? {}));
  const { value, faults } = rendered(written, expressionData(data, { withSecrets: false }), engine);
  return {
    output: isJsonObject(value) ? shownOutput(value) : {},
    faults: faults.map((fault) => ({ ...fault, pointer: `/spec/output${fault.pointer}` })),
  };
}

function shownOutput(output: JsonObject): JsonObject {
  const entries = Object.entries(output).map(([key, items]: [string, JsonValue]): [string, JsonValue] => {
    if ((key !== "links" && key !== "text") || !Array.isArray(items)) return [key, items];
    return [key, items.filter(isShown).map(withoutCondition)];
  });
  return Object.fromEntries(entries);
}

function isShown(item: JsonValue): boolean {
  if (!isJsonObject(item) || item.if === undefined) return true;
  return Array.isArray(item.if) ? item.if.length > 0 : Boolean(item.if);
}

function withoutCondition(item: JsonValue): JsonValue {
  if (!isJsonObject(item)) return item;
  const { if: _, ...rest } = item;
  return rest;
}
