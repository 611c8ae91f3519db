import { describe, expect, it } from "vitest";
import { readingTurns } from "../../src/ingest/reading-turns.ts";

/** Runs that end when they are told to. */
function gatedRuns(places: number) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const read = readingTurns((source) => {
    started.push(source);
    return new Promise<number>((resolve) => ends.set(source, () => resolve(started.length)));
  }, places);
  const end = async (source: string) => {
    ends.get(source)?.();
    await settled();
  };
  return { read, started, end };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await null;
}

describe("readingTurns", () => {
  it("runs no more at once than there are places, in the order they were asked for", async () => {
    const { read, started, end } = gatedRuns(2);
    for (const source of ["a", "b", "c", "d"]) void read(source);
    await settled();
    expect(started).toEqual(["a", "b"]);
    await end("b");
    expect(started).toEqual(["a", "b", "c"]);
    await end("a");
    await end("c");
    expect(started).toEqual(["a", "b", "c", "d"]);
  });

  it("runs one source once at a time, and again when it was asked for meanwhile", async () => {
    const { read, started, end } = gatedRuns(4);
    const first = read("a");
    await settled();
    const [second, third] = [read("a"), read("a")];
    expect(second).toBe(third);
    await settled();
    expect(started).toEqual(["a"]);
    await end("a");
    expect(await first).toBe(1);
    expect(started).toEqual(["a", "a"]);
    await end("a");
    expect(await third).toBe(2);
  });

  it("gives its place back when a run fails", async () => {
    let runs = 0;
    const read = readingTurns(async () => {
      runs += 1;
      throw new Error("down");
    }, 1);
    await expect(read("a")).rejects.toThrow("down");
    await expect(read("b")).rejects.toThrow("down");
    expect(runs).toBe(2);
  });
});
