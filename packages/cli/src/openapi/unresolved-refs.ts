import { below, isMapping, type Mapping } from "../mapping.ts";
import type { PointedFault } from "./fault.ts";

/** Refs of a definition to a part of itself that is not there. Refs to other files are left alone, and never followed. */
export function unresolvedRefs(definition: Mapping): PointedFault[] {
  const faults: PointedFault[] = [];
  const waiting: { readonly value: unknown; readonly pointer: string }[] = [{ value: definition, pointer: "" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, pointer } = next;
    if (typeof value !== "object" || value === null) continue;
    // A schema with an id of its own is a document of its own.
    if (isMapping(value) && pointer !== "" && typeof value.$id === "string") continue;
    for (const [key, child] of Object.entries(value)) {
      if (isMapping(value) && isExample(key)) continue;
      const at = below(pointer, key);
      if (key === "$ref" && isMapping(value) && typeof child === "string") {
        if (!leadsSomewhere(child, definition)) {
          const shown = JSON.stringify(child.slice(0, SHOWN_CHARACTERS));
          faults.push({ message: `$ref ${shown} leads to nothing in the definition. Correct it.`, pointer: at });
        }
      } else waiting.push({ value: child, pointer: at });
    }
  }
  return faults;
}

const SHOWN_CHARACTERS = 100;

/** What stands below these keys is data of the API, in which `$ref` means nothing. */
const EXAMPLES: ReadonlySet<string> = new Set(["example", "examples", "default", "enum", "const"]);

function isExample(key: string): boolean {
  return EXAMPLES.has(key) || key.startsWith("x-");
}

function leadsSomewhere(ref: string, definition: Mapping): boolean {
  if (!ref.startsWith("#/")) return true;
  let value: unknown = definition;
  for (const part of decoded(ref.slice(2)).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    // What lies behind another ref is for that ref to find.
    if (isMapping(value) && typeof value.$ref === "string") return true;
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, key)) value = value[key];
    else return false;
    if (value === undefined) return false;
  }
  return true;
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
