import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openCatalog } from "@callboard/core";
import { readJsonLines } from "./json-lines.ts";
import { judge, type Part } from "./part.ts";
import { askRecorded } from "./questions/ask-recorded.ts";
import { compareReply, isNotBuilt } from "./questions/compare-reply.ts";
import type { RecordedQuestion } from "./questions/recorded.ts";

/** Questions that people type, asked of the catalog beside them. */
export const questions: Part = {
  name: "questions",
  files: /(^|\/)questions\.jsonl$/,
  departures: [],
  async cases(file) {
    const catalog = await openCatalog({ providers: [oneFile(join(dirname(file), "catalog.yaml"))], schedule: false });
    const rows = await readJsonLines<RecordedQuestion>(file);
    const results = rows.map((row) => {
      const reply = askRecorded(catalog, row);
      const id = `${row.id} ${JSON.stringify(row.text)}`;
      if (isNotBuilt(row.expect, reply)) return { id, verdict: { type: "not-run", because: "not built yet" } } as const;
      const one = { input: row.text, recorded: row, observed: reply };
      return { id, verdict: judge(one, compareReply(row, reply), []) };
    });
    await catalog.close();
    return results;
  },
};

function oneFile(path: string) {
  return {
    name: "questions",
    async *provide() {
      yield { location: "file:catalog.yaml", content: await readFile(path, "utf8") };
    },
  };
}
