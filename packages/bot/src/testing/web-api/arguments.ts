import { isJsonObject, type Json, type JsonObject, own } from "../../limits/json.ts";
import { ApiError, invalidArguments } from "./api-error.ts";

/** The arguments of a call, read alike whether they came as a form, in the query or as JSON. */
export interface Arguments {
  readonly raw: JsonObject;
  /** @throws {ApiError} `invalid_arguments` when it is missing */
  required(name: string): string;
  optional(name: string): string | undefined;
  flag(name: string): boolean;
  number(name: string, fallback: number): number;
  /** A list of names, separated by commas or as JSON. */
  names(name: string): readonly string[];
  /** A list of objects, as JSON or as a string that holds JSON. @throws {ApiError} with `error` when it is neither */
  objects(name: string, error: string): readonly JsonObject[] | undefined;
  /** @throws {ApiError} `invalid_arguments` when it is no object */
  object(name: string): JsonObject | undefined;
  /** All of them, with what came as a string of JSON parsed; what is refused is shown in this form. */
  decoded(): JsonObject;
}

export function argumentsOf(raw: JsonObject): Arguments {
  const args: Arguments = {
    raw,
    required(name) {
      const value = args.optional(name);
      if (value === undefined || value === "") throw invalidArguments(`missing required field: ${name}`);
      return value;
    },
    optional(name) {
      const value = own(raw, name);
      return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
    },
    flag: (name) => ["true", "1"].includes(args.optional(name) ?? ""),
    number(name, fallback) {
      const value = Number(args.optional(name) ?? fallback);
      return Number.isFinite(value) ? value : fallback;
    },
    names(name) {
      const value = own(raw, name);
      if (Array.isArray(value)) return value.map(String);
      return (args.optional(name) ?? "").split(",").filter((part) => part !== "");
    },
    objects(name, error) {
      const value = decode(own(raw, name));
      if (value === undefined || value === null || value === "") return undefined;
      if (!Array.isArray(value)) throw new ApiError(error);
      return value;
    },
    object(name) {
      const value = decode(own(raw, name));
      if (value === undefined || value === null) return undefined;
      if (!isJsonObject(value)) throw invalidArguments(`must be an object [json-pointer:/${name}]`);
      return value;
    },
    decoded: () =>
      Object.fromEntries(
        Object.entries(raw).map(([name, value]) => [name, STRUCTURED.has(name) ? decode(value) : value]),
      ),
  };
  return args;
}

/** Arguments that hold objects and lists, which a form sends as JSON. */
const STRUCTURED = new Set(["blocks", "attachments", "metadata", "view", "unfurls", "files", "prompts"]);

function decode(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
