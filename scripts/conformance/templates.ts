import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { JsonObject } from "@callboard/core";
import { readJsonLines } from "./json-lines.ts";
import type { CaseResult, Part } from "./part.ts";
import { compareResult, observedResult, type RecordedExpression } from "./templates/expression.ts";
import { compareTree, type RecordedTree, renderedTree } from "./templates/tree.ts";

/** Expressions of templates and what they come to. */
export const templateExpressions: Part = {
  name: "template expressions",
  files: /(^|\/)expressions\.jsonl$/,
  departures: [],
  async cases(file) {
    const rows = await readJsonLines<RecordedExpression>(file);
    const contexts = await readContexts(join(dirname(file), "contexts.json"));
    return rows.map((recorded): CaseResult => {
      const data = recorded.context ?? contexts[recorded.contextRef ?? ""] ?? {};
      const differences = compareResult(recorded, observedResult(recorded, data));
      return {
        id: recorded.id,
        verdict: differences.length === 0 ? { type: "agree" } : { type: "disagree", differences },
      };
    });
  },
};

/** Skeletons and the files that become of them. */
export const templateTrees: Part = {
  name: "template trees",
  files: /(^|\/)(trees|rendered)\/[^/]+\.json$/,
  departures: [],
  async cases(file) {
    const recorded: RecordedTree = JSON.parse(await readFile(file, "utf8"));
    const differences = compareTree(recorded, await renderedTree(recorded));
    return [
      { id: basename(file), verdict: differences.length === 0 ? { type: "agree" } : { type: "disagree", differences } },
    ];
  },
};

/** The data that several cases share; none where every case has its own. */
async function readContexts(file: string): Promise<Readonly<Record<string, JsonObject>>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  return JSON.parse(text);
}
