import { isDeepStrictEqual } from "node:util";
import { CatalogError, type EntityRefContext, type EntityRefInput, entityRef, parseEntityRef } from "@callboard/core";
import { readJsonLines } from "./json-lines.ts";
import { type CaseResult, judge, type Part } from "./part.ts";

interface RecordedRef {
  readonly input: EntityRefInput;
  readonly context?: EntityRefContext;
  readonly ok: boolean;
  readonly ref?: unknown;
  /** The canonical text. */
  readonly text?: string;
}

/** Entity refs as text and as objects: their parts and canonical text, or that they are refused. */
export const refs: Part = {
  name: "refs",
  files: /(^|\/)ref-expected\.jsonl$/,
  departures: [],
  async cases(file) {
    const rows = await readJsonLines<RecordedRef>(file);
    return rows.map((recorded, index): CaseResult => {
      const { input, context } = recorded;
      const id = `${index + 1}: ${JSON.stringify(input)}${context ? ` in ${JSON.stringify(context)}` : ""}`;
      return { id, verdict: judge({ input, recorded, observed: null }, differences(recorded), []) };
    });
  },
};

function differences({ input, context, ok, ref, text }: RecordedRef): readonly string[] {
  try {
    const parts = parseEntityRef(input, context);
    if (!ok) return [`is ${JSON.stringify(parts)}, recorded is that it is refused`];
    const canonical = entityRef(input, context);
    return isDeepStrictEqual(parts, ref) && canonical === text
      ? []
      : [`is ${JSON.stringify(parts)} and ${canonical}, recorded is ${JSON.stringify(ref)} and ${text}`];
  } catch (reason) {
    if (!(reason instanceof CatalogError) || reason.code !== "invalid-entity-ref") return [`throws ${reason}`];
    return ok ? [`is refused: ${reason.message}; recorded is ${text}`] : [];
  }
}
