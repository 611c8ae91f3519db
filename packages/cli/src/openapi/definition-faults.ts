import { type ReadLimits, readDocuments } from "@callboard/core";
import { below, isMapping, type Mapping } from "../mapping.ts";
import type { PointedFault, TextPlace } from "./fault.ts";
import { inertCopy } from "./inert-copy.ts";
import type { OpenApiValidator } from "./load-validator.ts";
import { longList } from "./long-list.ts";
import { schemaFault } from "./schema-fault.ts";
import { unresolvedRefs } from "./unresolved-refs.ts";

/** One thing that is wrong with a definition. */
export interface DefinitionFault {
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** Where in the definition; null when it is wrong as a whole. */
  readonly place: TextPlace | null;
}

/** What one definition may hold. Larger ones take longer to check than a command may take. */
const DEFINITION_LIMITS: ReadLimits = { maxBytes: 2 * 1024 * 1024, maxDocuments: 2, maxDepth: 100 };
const MAX_FAULTS = 10;

/**
 * What is wrong with a definition, the first ten things. Of what is no YAML or JSON only the first: the rest follows
 * from it.
 */
export async function definitionFaults(text: string, validator: OpenApiValidator): Promise<readonly DefinitionFault[]> {
  if (text.length > DEFINITION_LIMITS.maxBytes) {
    return [{ message: "it is larger than 2 MiB, and is not checked. Split it into several files.", place: null }];
  }
  const [document, second] = readDocuments(text, { limits: DEFINITION_LIMITS });
  if (!document) return [{ message: "it is empty. Write the definition, or take the entity out.", place: null }];
  const error = document.problems.find(({ severity, rule }) => severity === "error" && !ENTITY_RULES.has(rule));
  if (error) {
    const { message, line, column } = error;
    return [{ message, place: line === null ? null : [line, column ?? 1] }];
  }
  if (second) {
    return [{ message: "a second document begins here. Write one definition.", place: [second.line, second.column] }];
  }
  const { value, positions } = document;
  if (!isMapping(value)) return [{ message: "it is not a mapping. Write an OpenAPI document.", place: null }];
  const unchecked = versionFault(value) ?? longList(value);
  const faults = unchecked ? [unchecked] : [...(await schemaFaults(value, validator)), ...unresolvedRefs(value)];
  return faults.slice(0, MAX_FAULTS).map(({ message, pointer }) => ({ message, place: placeOf(pointer, positions) }));
}

/** What an entity may not be or hold. A definition says itself what it is, and any property may be called `prototype`. */
const ENTITY_RULES: ReadonlySet<string> = new Set(["yaml/not-an-object", "yaml/unsafe-key"]);

const EXAMPLES = { swagger: 'swagger: "2.0"', openapi: 'openapi: "3.1.0"' };
const VERSIONS = ["2.0", "3.0", "3.1", "3.2"];

function versionFault({ swagger, openapi }: Mapping): PointedFault | undefined {
  const field = swagger === undefined ? "openapi" : "swagger";
  const version = swagger ?? openapi;
  const pointer = below("", field);
  if (version === undefined)
    return { message: `it has no version. Write one, such as ${EXAMPLES.openapi}.`, pointer: "" };
  if (typeof version !== "string")
    return { message: `${field} is no text. Write it in quotes, such as ${EXAMPLES[field]}.`, pointer };
  const known = VERSIONS.some((each) => version.startsWith(each) && (each === "2.0") === (field === "swagger"));
  if (known) return undefined;
  const remedy = `Versions ${VERSIONS.join(", ")} are known.`;
  return { message: `${field} is ${JSON.stringify(version.slice(0, 40))}, which is not checked. ${remedy}`, pointer };
}

async function schemaFaults(value: Mapping, validator: OpenApiValidator): Promise<readonly PointedFault[]> {
  const { errors } = await validator.validate(inertCopy(value));
  // A text is about refs, which the copy has none of.
  return Array.isArray(errors) ? schemaFault(errors) : [];
}

// Not every value has a position: what an alias repeats has that of the alias.
function placeOf(pointer: string, positions: Readonly<Record<string, TextPlace>>): TextPlace | null {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const place = positions[`${at}~key`] ?? positions[at];
    if (place) return place;
  }
  return positions[""] ?? null;
}
