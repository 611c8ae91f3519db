import type { PointedFault } from "./fault.ts";

/** What a JSON schema validator says; the same as `ErrorObject` of ajv as far as it is read here. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: object;
  readonly message?: string;
}

/**
 * The one fault behind all that a schema says. Where alternatives were tried the validator tells why each of them did
 * not fit; the one that came deepest is most likely the one that was meant.
 */
export function schemaFault(errors: readonly SchemaError[]): readonly PointedFault[] {
  const telling = errors.filter((error) => !CHOICES.has(error.keyword) && missing(error) !== "$ref");
  const [first, ...others] = telling.length > 0 ? telling : errors;
  if (!first) return [];
  const deepest = others.reduce((best, error) => (depth(error) > depth(best) ? error : best), first);
  return [faultOf(deepest)];
}

/** They say only that no alternative fits. */
const CHOICES: ReadonlySet<string> = new Set(["oneOf", "anyOf", "if", "not", "dependentSchemas"]);

function depth({ instancePath }: SchemaError): number {
  return instancePath.split("/").length;
}

function faultOf(error: SchemaError): PointedFault {
  const { instancePath, message = "does not fit the schema of OpenAPI" } = error;
  const subject = instancePath === "" ? "the definition" : fieldOf(instancePath);
  const extra = param(error, "additionalProperty") ?? param(error, "unevaluatedProperty");
  if (extra !== undefined) {
    const pointer = `${instancePath}/${extra.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return {
      message: `${subject} has a field ${JSON.stringify(extra)} that OpenAPI does not know. Remove it.`,
      pointer,
    };
  }
  const field = missing(error);
  if (field !== undefined) return { message: `${subject} has no ${field}. Add it.`, pointer: instancePath };
  const allowed =
    "allowedValues" in error.params ? `: ${JSON.stringify(error.params.allowedValues).slice(0, SHOWN_CHARACTERS)}` : "";
  return { message: `${subject} ${message}${allowed}. Correct it.`, pointer: instancePath };
}

/** A field as people write it: `paths."/rates".get`. */
function fieldOf(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  const names = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const field = names.map((name) => (/^[\w$-]+$/.test(name) ? name : JSON.stringify(name))).join(".");
  return field.length > SHOWN_CHARACTERS ? `…${field.slice(-SHOWN_CHARACTERS)}` : field;
}

const SHOWN_CHARACTERS = 200;

function missing(error: SchemaError): string | undefined {
  return error.keyword === "required" ? param(error, "missingProperty") : undefined;
}

function param({ params }: SchemaError, name: string): string | undefined {
  const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
