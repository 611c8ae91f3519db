import { stringify } from "yaml";
import { z } from "zod";
import { yamlData } from "../lock/yaml-data.ts";
import type { Plan, PlannedFile } from "../plan/plan.ts";
import { TemplateError } from "../template-error.ts";

const schema = z.record(z.string(), z.string());

/** The snapshots of a file, by the name of their test. @throws {TemplateError} `invalid-values` */
export function readSnapshots(text: string | null): ReadonlyMap<string, string> {
  if (text === null) return new Map();
  const parsed = schema.safeParse(yamlData(text));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const message = "The snapshots cannot be read. Remove their file, and run the tests again.";
  throw new TemplateError("invalid-values", message, { cause: parsed.error });
}

/** The file of snapshots: by test, everything that a template makes. */
export function snapshotsText(snapshots: ReadonlyMap<string, string>): string {
  return stringify(Object.fromEntries(snapshots), { lineWidth: 0, blockQuote: "literal" });
}

/** What a template makes, as a text that people can read and compare. */
export function snapshotOf({ files, effects, output }: Plan): string {
  return [
    ...files.flatMap((file) => [headOf(file), ...linesOf(file)]),
    ...effects.map(({ verb, what }) => `effect: ${verb} ${what}`),
    `output: ${JSON.stringify(output)}`,
    "",
  ].join("\n");
}

function headOf({ path, isExecutable, linkTo }: PlannedFile): string {
  return `--- ${path}${linkTo === null ? "" : ` -> ${linkTo}`}${isExecutable ? " (executable)" : ""}`;
}

function linesOf({ text, linkTo, size }: PlannedFile): readonly string[] {
  if (linkTo !== null) return [];
  return [text ?? `${size} bytes that are no text`];
}
