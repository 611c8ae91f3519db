import { z } from "zod";
import { isMapping } from "../mapping.ts";
import { configSchema } from "./config-schema.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

let ofConfig: JsonSchema | undefined;

/** The JSON Schema (draft 7) of a configuration, as far as files write values out. */
export function configJsonSchema(): JsonSchema {
  ofConfig ??= z.toJSONSchema(configSchema, { target: "draft-7", io: "input" });
  return ofConfig;
}

/**
 * The fields that a mapping at this place may have; none where any key will do.
 *
 * @param type what it says of its form; where that is none there is, the fields of every form
 */
export function knownFields(path: readonly PropertyKey[], type?: unknown): readonly string[] {
  const found = schemasAt(path, configJsonSchema());
  const ofType = found.filter(({ properties }) => isSchema(properties?.type) && properties.type.const === type);
  return [...new Set((ofType.length > 0 ? ofType : found).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

/** True for a field that nobody may see the value of. */
export function isSecretField(path: readonly PropertyKey[], schema = configJsonSchema()): boolean {
  return schemasAt(path, schema).some(({ writeOnly }) => writeOnly === true);
}

/** What may stand at a place: several schemas where there are several forms. */
function schemasAt(path: readonly PropertyKey[], schema: JsonSchema): readonly JsonSchema[] {
  let found = forms(schema);
  for (const key of path) found = found.flatMap((node) => inside(node, String(key)).flatMap(forms));
  return found;
}

function forms(node: JsonSchema): readonly JsonSchema[] {
  return [node, ...[...(node.oneOf ?? []), ...(node.anyOf ?? [])].filter(isSchema).flatMap(forms)];
}

function inside({ properties = {}, items, additionalProperties }: JsonSchema, key: string): readonly JsonSchema[] {
  return [Object.hasOwn(properties, key) ? properties[key] : additionalProperties, items].flat().filter(isSchema);
}

function isSchema(node: unknown): node is JsonSchema {
  return isMapping(node);
}
