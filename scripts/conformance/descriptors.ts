import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readDocuments } from "@callboard/core";
import { compareDocument } from "./descriptors/compare-document.ts";
import { descriptorDepartures } from "./descriptors/departures.ts";
import { observeFile } from "./descriptors/observe-file.ts";
import type { RecordedFile } from "./descriptors/recorded.ts";
import { readJsonLines } from "./json-lines.ts";
import { type CaseResult, judge, type Part } from "./part.ts";

/** Descriptor files: what each of their documents yields, or the first thing that is wrong with it. */
export const descriptors: Part = {
  name: "descriptors",
  files: /(^|\/)expected\.jsonl$/,
  departures: descriptorDepartures,
  async cases(file) {
    const results: CaseResult[] = [];
    for (const row of await readJsonLines<RecordedFile>(file)) results.push(...(await fileCases(row, dirname(file))));
    return results;
  },
};

async function fileCases({ file, docs }: RecordedFile, folder: string): Promise<readonly CaseResult[]> {
  const bytes = await readFile(join(folder, file));
  const documents = readDocuments(bytes);
  const observed = await observeFile(documents, join(folder, "fixtures/placeholder-files"));
  const input = { text: bytes.toString("utf8"), values: documents.map(({ value }) => value) };
  const results = docs.map((recorded, index): CaseResult => {
    const id = docs.length > 1 ? `${file} document ${index + 1}` : file;
    const seen = observed[index];
    if (!seen) return { id, verdict: { type: "disagree", differences: ["is not read as a document"] } };
    const differences = compareDocument(recorded, seen);
    const one = { input: { ...input, index }, recorded, observed: seen };
    return { id, verdict: judge(one, differences, descriptorDepartures) };
  });
  const readerGaveUp = docs.at(-1)?.error?.rule === "reader-threw";
  if (documents.length <= docs.length || readerGaveUp) return results;
  const differences = [`has ${documents.length} documents, recorded are ${docs.length}`];
  return [...results, { id: file, verdict: { type: "disagree", differences } }];
}
