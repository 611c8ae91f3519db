import { readFileSync } from "node:fs";
import { openCatalog } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { askRecorded } from "../../../../scripts/conformance/questions/ask-recorded.ts";
import { compareReply } from "../../../../scripts/conformance/questions/compare-reply.ts";
import type { RecordedQuestion } from "../../../../scripts/conformance/questions/recorded.ts";

/** Alerts pasted at companies that nobody knew when the formats were written. */
describe.each(["hospital", "games", "ski-resort", "coin-dealer"])(
  "ask, alerts pasted at a company nobody knew: %s",
  async (company) => {
    const catalog = await openCatalog({
      schedule: false,
      providers: [
        {
          name: company,
          async *provide() {
            yield { location: "file:catalog.yaml", content: fileOf(company, "catalog.yaml") };
          },
        },
      ],
    });
    const rows = fileOf(company, "alerts.jsonl")
      .split("\n")
      .flatMap((line): RecordedQuestion[] => (line === "" ? [] : [JSON.parse(line)]));

    it.each(rows)("$id $text", (row) => {
      const reply = askRecorded(catalog, row);
      expect(compareReply(row, reply)).toEqual([]);
      expect(reply.text).not.toMatch(/<[!@#]/);
    });
  },
);

function fileOf(company: string, name: string): string {
  return readFileSync(new URL(`${company}/${name}`, import.meta.url), "utf8");
}
