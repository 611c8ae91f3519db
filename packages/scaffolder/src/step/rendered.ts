import type { JsonObject, JsonValue } from "@callboard/core";
import type { ExpressionFault, TemplateEngine } from "../engine/template-engine.ts";

/** Something with its expressions replaced. */
export interface Rendered<Value> {
  readonly value: Value;
  /** Strings that stayed as they are written, because they could not be read or worked out. */
  readonly faults: readonly RenderFault[];
}

export interface RenderFault extends ExpressionFault {
  /** JSON pointer of the string, from what was rendered. */
  readonly pointer: string;
  readonly text: string;
}

/**
 * A value with every string in it as an expression; keys stay as they are. What comes to nothing disappears, from a list
 * too (Backstage's scaffolder, `NunjucksWorkflowRunner.render`).
 */
export function rendered(value: JsonValue, data: JsonObject, engine: TemplateEngine): Rendered<JsonValue | undefined> {
  const faults: RenderFault[] = [];

  function at(part: JsonValue, pointer: string): JsonValue | undefined {
    if (typeof part === "string") {
      const result = engine.value(part, data);
      if (result.status === "nothing") return undefined;
      if (result.status === "unchanged") faults.push({ pointer, text: part, ...result.fault });
      return result.value;
    }
    if (isList(part)) {
      const items = part.map((item, index) => at(item, `${pointer}/${index}`));
      return items.filter((item) => item !== undefined);
    }
    if (typeof part !== "object" || part === null) return part;
    const entries: [string, JsonValue][] = [];
    for (const [key, child] of Object.entries(part)) {
      const result = at(child, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      if (result !== undefined) entries.push([key, result]);
    }
    return Object.fromEntries(entries);
  }

  return { value: at(value, ""), faults };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
