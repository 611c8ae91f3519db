import { basename } from "node:path";
import { readJsonLines } from "./json-lines.ts";
import type { Part, Verdict } from "./part.ts";

const NOT_BUILT: Verdict = { type: "not-run", because: "not built yet" };

/** Expressions of templates and what they come to. */
export const templateExpressions: Part = {
  name: "template expressions",
  files: /(^|\/)expressions\.jsonl$/,
  departures: [],
  async cases(file) {
    const rows = await readJsonLines<{ readonly id: string }>(file);
    return rows.map(({ id }) => ({ id, verdict: NOT_BUILT }));
  },
};

/** Skeletons and the files that become of them. */
export const templateTrees: Part = {
  name: "template trees",
  files: /(^|\/)trees\/[^/]+\.json$/,
  departures: [],
  cases: async (file) => [{ id: basename(file), verdict: NOT_BUILT }],
};
