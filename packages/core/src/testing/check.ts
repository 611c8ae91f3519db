import { CatalogError, type CatalogErrorCode } from "../errors.ts";

/** The part of a test runner that the shared suites need; vitest, jest and `node:test` all have it. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** @throws when the condition does not hold */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Compares plain data, whatever the order of keys. @throws when they differ */
export function checkSame(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [canonicalJson(actual), canonicalJson(expected)];
  check(got === wanted, `${what}\n  expected: ${shorten(wanted)}\n  received: ${shorten(got)}`);
}

/** @throws when the work does not reject, or not with the code of a CatalogError that is asked for */
export async function checkRejects(
  work: Promise<unknown>,
  code: CatalogErrorCode | "any",
  what: string,
): Promise<void> {
  const outcome = await work.then(
    () => "no error",
    (reason: unknown) => (code !== "any" && reason instanceof CatalogError ? reason.code : "any"),
  );
  checkSame(outcome, code, what);
}

function canonicalJson(value: unknown): string {
  const sorted = (_key: string, field: unknown) =>
    typeof field === "object" && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([left], [right]) => (left < right ? -1 : 1)))
      : field;
  return JSON.stringify(value, sorted) ?? "undefined";
}

const SHOWN_CHARACTERS = 2_000;

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
