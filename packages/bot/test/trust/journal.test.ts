import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { openJournal } from "../../src/trust/journal.ts";

async function journalFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-journal-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "journal.jsonl");
}

function options(file?: string, clock = testClock()) {
  const errors: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  return { clock, logger, errors, ...(file !== undefined && { file }) };
}

describe("openJournal", () => {
  it("has what an earlier process kept, and not what it took back or what is over", async () => {
    const file = await journalFile();
    const clock = testClock();
    const first = await openJournal(options(file, clock));
    await first.set("event:1", { channel: "C1" }, 60_000);
    await first.set("event:2", true, 10_000);
    await first.set("event:3", true, 60_000);
    await first.delete("event:3");
    await first.close();
    await clock.advance(10_000);
    const second = await openJournal(options(file, clock));
    expect(second.entries("event:")).toEqual([["event:1", { channel: "C1" }]]);
    expect(second.get("event:2")).toBeUndefined();
    await second.close();
  });

  it("loses nothing but a line that was cut short", async () => {
    const file = await journalFile();
    const first = await openJournal(options(file));
    await first.set("a", 1, 60_000);
    await first.close();
    await appendFile(file, 'not json\n{"key":"b","value":2,"un');
    const second = await openJournal(options(file));
    expect([second.get("a"), second.get("b")]).toEqual([1, undefined]);
    await second.set("c", 3, 60_000);
    await second.close();
    const third = await openJournal(options(file));
    expect([third.get("a"), third.get("c")]).toEqual([1, 3]);
    await third.close();
  });

  it("keeps no more than it may, the oldest first, and no larger file than that takes", async () => {
    const file = await journalFile();
    const journal = await openJournal({ ...options(file), mostEntries: 10 });
    await Promise.all(Array.from({ length: 3_000 }, (_, index) => journal.set(`event:${index}`, true, 60_000)));
    expect(journal.entries("event:").map(([key]) => key)).toEqual(
      Array.from({ length: 10 }, (_, index) => `event:${2_990 + index}`),
    );
    await journal.close();
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(lines.length).toBeLessThan(2_000);
  });

  it("is refused while another bot has the file", async () => {
    const file = await journalFile();
    const first = await openJournal(options(file));
    await expect(openJournal(options(file))).rejects.toMatchObject({ code: "store-locked" });
    await first.close();
    await (await openJournal(options(file))).close();
  });

  it("can be read by nobody else", async () => {
    const file = await journalFile();
    const journal = await openJournal(options(file));
    await journal.set("a", 1, 60_000);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await journal.close();
  });

  it("forgets with the process where it has no file", async () => {
    const journal = await openJournal(options());
    await journal.set("a", 1, 60_000);
    expect(journal.get("a")).toBe(1);
    await journal.close();
    expect((await openJournal(options())).get("a")).toBeUndefined();
  });
});
