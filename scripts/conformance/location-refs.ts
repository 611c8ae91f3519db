import { isDeepStrictEqual } from "node:util";
import { CatalogError, parseLocationRef } from "@callboard/core";
import { readJsonLines } from "./json-lines.ts";
import { type CaseResult, judge, type Part } from "./part.ts";

interface RecordedLocationRef {
  readonly input: string;
  readonly ok: boolean;
  readonly ref?: unknown;
}

/** Location refs: their type and target, or that they are refused. */
export const locationRefs: Part = {
  name: "location refs",
  files: /(^|\/)location-ref-expected\.jsonl$/,
  departures: [],
  async cases(file) {
    const rows = await readJsonLines<RecordedLocationRef>(file);
    return rows.map((recorded, index): CaseResult => {
      const { input } = recorded;
      const id = `${index + 1}: ${JSON.stringify(input)}`;
      return { id, verdict: judge({ input, recorded, observed: null }, differences(recorded), []) };
    });
  },
};

function differences({ input, ok, ref }: RecordedLocationRef): readonly string[] {
  try {
    const location = parseLocationRef(input);
    if (ok && isDeepStrictEqual(location, ref)) return [];
    return [`is ${JSON.stringify(location)}, recorded is ${ok ? JSON.stringify(ref) : "that it is refused"}`];
  } catch (reason) {
    if (!(reason instanceof CatalogError)) return [`throws ${reason}`];
    return ok ? [`is refused: ${reason.message}; recorded is ${JSON.stringify(ref)}`] : [];
  }
}
