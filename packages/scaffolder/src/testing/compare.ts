import type { JsonValue } from "@callboard/core";
import { isJsonObject } from "../json.ts";
import type { PlannedFile } from "../plan/plan.ts";
import type { TemplateTest } from "./test-file.ts";

type ExpectedFile = NonNullable<NonNullable<TemplateTest["expect"]>["files"]>[string];

/** What is wrong with a file, a sentence each. */
export function fileFaults(path: string, file: PlannedFile | undefined, expected: ExpectedFile): readonly string[] {
  if (expected === null) return file ? [`${path} is there.`] : [];
  if (!file) return [`${path} is not there.`];
  const { text } = file;
  if (text === null) return [`${path} is no text file.`];
  if (typeof expected === "string") {
    const fault = textFault(path, text, expected);
    return fault === null ? [] : [fault];
  }
  const parts = [expected.contains].flat();
  return parts
    .filter((part) => !text.includes(part))
    .map((part) => `${path} does not contain ${JSON.stringify(part)}.`);
}

/** The first line in which two texts differ; null when they are the same. */
export function textFault(name: string, text: string, expected: string): string | null {
  if (text === expected) return null;
  const [found, wanted] = [text.split("\n"), expected.split("\n")];
  const line = found.findIndex((each, index) => each !== wanted[index]);
  const at = line === -1 ? found.length : line;
  return `${name}:${at + 1} is ${shown(found[at])}, expected ${shown(wanted[at])}.`;
}

/** What a value lacks of what is expected of it; fields that nobody expects are no matter. Null when it has all. */
export function holdsFault(value: JsonValue | undefined, expected: JsonValue, at: string): string | null {
  if (isJsonObject(expected) && isJsonObject(value)) {
    for (const [key, part] of Object.entries(expected)) {
      const fault = holdsFault(Object.hasOwn(value, key) ? value[key] : undefined, part, `${at}.${key}`);
      if (fault !== null) return fault;
    }
    return null;
  }
  if (isList(expected) && isList(value) && expected.length === value.length) {
    for (const [index, part] of expected.entries()) {
      const fault = holdsFault(value[index], part, `${at}[${index}]`);
      if (fault !== null) return fault;
    }
    return null;
  }
  const isSame = JSON.stringify(value) === JSON.stringify(expected);
  return isSame ? null : `${at} is ${shown(value)}, expected ${shown(expected)}.`;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? "not there" : JSON.stringify(value);
}
