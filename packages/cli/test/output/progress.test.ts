import { describe, expect, it } from "vitest";
import { readProgress } from "../../src/output/progress.ts";
import { collected } from "../run-command.ts";

/** What is shown when a document arrives at each of these milliseconds. */
function shownAt(times: readonly number[], options: { readonly tty: boolean; readonly end?: boolean }): string {
  const stderr = collected();
  let time = 0;
  const io = { argv: [], env: {}, stdin: stderr.stream, stdout: stderr.stream, stderr: stderr.stream, cwd: "/" };
  const isTty = { stdin: false, stdout: false, stderr: options.tty };
  const progress = readProgress({ ...io, isTty, now: () => time });
  for (time of times) progress.document();
  if (options.end) progress.end();
  return stderr.text();
}

describe("readProgress", () => {
  it("says nothing about what takes less than a second", () => {
    expect(shownAt([0, 500, 999], { tty: true, end: true })).toBe("");
  });

  it("writes a plain line at most every two seconds", () => {
    expect(shownAt([500, 1_000, 2_000, 2_999, 3_000], { tty: false, end: true })).toBe(
      "Reading catalog: 2 documents…\nReading catalog: 5 documents…\n",
    );
  });

  it("redraws one line on a terminal and clears it at the end", () => {
    expect(shownAt([1_000, 1_050, 1_100], { tty: true, end: true })).toBe(
      "\r\u001b[KReading catalog: 1 document…\r\u001b[KReading catalog: 3 documents…\r\u001b[K",
    );
  });
});
