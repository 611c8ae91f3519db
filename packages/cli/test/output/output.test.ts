import { PassThrough, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { type Format, outputTo } from "../../src/output/output.ts";
import { collected } from "../run-command.ts";

const isTty = { stdin: false, stdout: false, stderr: false };

/** What a command of this format writes; in GitHub Actions where `env` says so. */
async function written(format: Format, act: (output: ReturnType<typeof outputTo>) => unknown, env: Io["env"] = {}) {
  const [stdout, stderr] = [collected(), collected()];
  const io = { argv: [], env, stdin: new PassThrough(), cwd: "/", now: () => 0, isTty };
  await act(outputTo({ ...io, stdout: stdout.stream, stderr: stderr.stream }, format));
  return { stdout: stdout.text(), stderr: stderr.text() };
}

describe("outputTo", () => {
  it("streams what it would write at once", async () => {
    const value = { problems: [{ line: 1 }, { line: 2 }] };
    const lines = () => ["one", "two"];
    for (const format of ["text", "json"] as const) {
      const streamed = await written(format, (output) => {
        output.mark("marked");
        return output.stream(value, lines);
      });
      const atOnce = await written(format, (output) => {
        output.mark("marked");
        output.data(value, lines);
      });
      expect(streamed).toEqual(atOnce);
    }
  });

  it("waits for a slow reader, and holds no more than it can take", async () => {
    let held = 0;
    let total = 0;
    const slow = new Writable({
      highWaterMark: 1,
      decodeStrings: false,
      write(chunk: string, _, done) {
        total += chunk.length;
        held = Math.max(held, this.writableLength);
        setImmediate(done);
      },
    });
    const problems = Array.from({ length: 20_000 }, (_, line) => ({ line, message: "x".repeat(200) }));
    const io = { argv: [], env: {}, stdin: new PassThrough(), cwd: "/", now: () => 0, isTty, stderr: slow };
    await outputTo({ ...io, stdout: slow }, "json").stream({ problems }, () => []);
    expect(total).toBeGreaterThan(4_000_000);
    expect(held).toBeLessThan(100_000);
  });

  it("S47: gives no command to the log of GitHub Actions", async () => {
    const act = async (output: ReturnType<typeof outputTo>) => {
      output.note("::add-mask::a\n##[error]b");
      output.text(["::add-mask::a"]);
      await output.stream({ text: "##[error]b" }, () => ["##[error]b"]);
      output.jsonLine("##[error]b");
    };
    for (const format of ["text", "json", "github"] as const) {
      const { stdout, stderr } = await written(format, act, { GITHUB_ACTIONS: "true" });
      expect(stdout + stderr).not.toMatch(/^\s*::|##\[/m);
    }
    expect((await written("text", act)).stdout).toContain("##[error]b");
  });
});
