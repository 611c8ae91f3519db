import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type AskOptions, ask } from "@callboard/answers";
import { openCatalog } from "@callboard/core";
import { readJsonLines } from "./json-lines.ts";
import { judge, type Part } from "./part.ts";
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
      const reply = ask(catalog, addressed(row), howAsked(row));
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

/** The message as chat delivers it: who mentions the bot says its name. */
function addressed({ text, surface }: RecordedQuestion): string {
  return surface === "mention" && !text.includes(BOT) ? `${BOT} ${text}` : text;
}

const BOT = "<@U0CATALOG>";

function howAsked({ surface, context }: RecordedQuestion): AskOptions {
  const { thread, user } = context ?? {};
  const known = { ...(thread?.intent && thread.entity && { thread }), ...(user && { user }) };
  return { surface, context: known, now: 0 };
}
