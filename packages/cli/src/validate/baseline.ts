import { readFile, writeFile } from "node:fs/promises";
import { CatalogError, readDocuments } from "@callboard/core";
import { z } from "zod";
import { type KnownProblem, problemKey } from "./known-problem.ts";

const FORMAT = "callboard-baseline/1";

const Entry = z.strictObject({
  rule: z.string(),
  file: z.string(),
  entity: z.string().nullable(),
  path: z.string().nullable(),
  value: z.string().nullable(),
  count: z.int().min(2).exactOptional(),
});

const Baseline = z.strictObject({ format: z.literal(FORMAT), problems: z.array(Entry) });

/** A problem that is known, and how often it may occur. */
export interface BaselineEntry {
  readonly problem: KnownProblem;
  readonly count: number;
}

/**
 * What a baseline file knows.
 *
 * @param shown the path as the user wrote it, for messages
 * @throws {CatalogError} `invalid-argument` with the line for a file that is no baseline
 */
export async function readBaseline(path: string, shown: string): Promise<readonly BaselineEntry[]> {
  const content = await readFile(path, "utf8").catch((reason: NodeJS.ErrnoException) => {
    if (reason.code !== "ENOENT") throw reason;
    throw new CatalogError("invalid-argument", `There is no ${shown}. Write it with --write-baseline ${shown}.`);
  });
  const parsed = Baseline.safeParse(parsedJson(content));
  if (!parsed.success) throw noBaseline(content, shown, parsed.error.issues);
  return parsed.data.problems.map(({ count = 1, ...problem }) => ({ problem, count }));
}

/** Writes a baseline: one problem a line and in order, so that a change of it is short and merges well. */
export async function writeBaseline(path: string, problems: Iterable<KnownProblem>): Promise<void> {
  const entries = new Map<string, BaselineEntry>();
  for (const problem of problems) {
    const key = problemKey(problem);
    entries.set(key, { problem, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const lines = [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => lineOf(entry));
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  await writeFile(path, `{\n  "format": ${JSON.stringify(FORMAT)},\n  "problems": ${list}\n}\n`);
}

function lineOf({ problem, count }: BaselineEntry): string {
  const { rule, file, entity, path, value } = problem;
  return `    ${JSON.stringify({ file, rule, entity, path, value, ...(count > 1 && { count }) })}`;
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function noBaseline(content: string, shown: string, issues: readonly z.core.$ZodIssue[]): CatalogError {
  // Only what is broken is read a second time, by the reader that knows lines.
  const [document] = readDocuments(content);
  const fault = document?.problems.find(({ severity }) => severity === "error");
  const [issue] = issues;
  const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join("");
  const line = fault?.line ?? document?.positions[pointer]?.[0] ?? 1;
  const reason =
    fault?.message ?? `${pointer === "" ? "" : `${pointer.slice(1).replaceAll("/", ".")}: `}${issue?.message}.`;
  const remedy = "Write it anew with --write-baseline, or name another file.";
  return new CatalogError("invalid-argument", `${shown}:${line}: this is no baseline: ${reason} ${remedy}`);
}
