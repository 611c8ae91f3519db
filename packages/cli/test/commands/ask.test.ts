import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { collected, runCommand } from "../run-command.ts";

const DEMO = ["ask", "--demo"];

describe("callboard ask", () => {
  it("answers who owns something, with where it was read", async () => {
    const { code, stdout, stderr } = await runCommand([...DEMO, "who owns payment-service"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/owned by Payments/);
    expect(stdout).toMatch(/payment-service\/catalog-info\.yaml:\d+/);
    expect(stderr).toBe("");
  });

  it("breaks lines between words, where a terminal is too narrow for them", async () => {
    const question = [...DEMO, "what breaks if payments-db goes down"];
    const [wide, narrow] = [await runCommand(question), await runCommand(question, { columns: 60 })];
    expect(Math.max(...wide.stdout.split("\n").map(({ length }) => length))).toBeGreaterThan(100);
    expect(Math.max(...narrow.stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(narrow.stdout.split(/\s+/)).toEqual(wide.stdout.split(/\s+/));
  });

  it("takes the words of a question without quotes, and options before or behind them", async () => {
    const quoted = await runCommand([...DEMO, "--format", "json", "who owns payment-service"], { now: () => 0 });
    const plain = await runCommand(["--format", "json", "--demo", "ask", "who", "owns", "payment-service"], {
      now: () => 0,
    });
    expect(plain.json()).toMatchObject({ question: "who owns payment-service", outcome: "answer" });
    expect(plain.json()).toMatchObject({ text: (quoted.json() as { text: string }).text });
  });

  it("marks what comes from the demo catalog", async () => {
    const text = await runCommand([...DEMO, "who owns payment-service"]);
    expect(text.stdout).toContain("Demo catalog");
    const json = await runCommand([...DEMO, "--format", "json", "who owns payment-service"]);
    expect(json.json()).toMatchObject({ demo: true });
    expect(json.stderr).toContain("Demo catalog");
  });

  it("prints all fields of an answer as JSON", async () => {
    const { json } = await runCommand([...DEMO, "--format", "json", "who owns payment-service"]);
    expect(json()).toMatchObject({
      question: "who owns payment-service",
      outcome: "answer",
      intent: "owner",
      entity: "component:default/payment-service",
      entities: ["component:default/payment-service"],
      from: null,
      to: null,
      filter: null,
      candidates: [],
      unknownName: null,
      text: expect.any(String),
      data: expect.any(Object),
      sources: [expect.objectContaining({ source: "file:acme-demo", state: "complete" })],
    });
  });

  it("ends with 1 when the question has no answer", async () => {
    const unknown = await runCommand([...DEMO, "who owns zzzzqqqq"]);
    expect(unknown).toMatchObject({ code: 1, stderr: "" });
    expect(unknown.stdout).toContain("zzzzqqqq");
    expect((await runCommand([...DEMO, "please restart payment-service"])).code).toBe(1);
  });

  it("continues a thread that it is told about", async () => {
    const thread = ["--thread-intent", "owner", "--thread-entity", "component:default/payment-service"];
    const { json } = await runCommand([...DEMO, "--format", "json", ...thread, "what does it depend on?"]);
    expect(json()).toMatchObject({ intent: "dependencies", entity: "component:default/payment-service" });
  });

  it("says nothing where it only overhears", async () => {
    const { json } = await runCommand([
      ...DEMO,
      "--format",
      "json",
      "--surface",
      "channel",
      "who owns payment-service",
    ]);
    expect(json()).toMatchObject({ outcome: "ignore", text: "" });
  });

  it("explains how it read a question", async () => {
    const { stdout } = await runCommand([...DEMO, "--explain", "who owns payment-service"]);
    expect(stdout).toMatch(/How it was read:\n {2}words +who \| owns/);
  });

  it("survives a question of 100 kB", async () => {
    const { code, stdout } = await runCommand([...DEMO, `who owns ${"payment-service ".repeat(6_500)}`]);
    expect(code).toBe(1);
    expect(stdout).toContain("too long");
  });

  it("S47: shows an escape sequence of a descriptor or a question as text", async () => {
    const evil = "\u001b[2Jgone\u202e";
    const folder = await catalogFolder({
      "catalog-info.yaml": component("web", {}, { title: evil, description: evil }) + group("shop", { title: evil }),
    });
    for (const question of ["tell me about web", "who owns web", `who owns ${evil}`]) {
      const { stdout } = await runCommand(["ask", "--catalog", folder, question]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe("callboard ask on piped input", () => {
  it("answers each line", async () => {
    const stdin = "who owns payment-service\r\n\nwhat depends on payments-db";
    const { code, stdout } = await runCommand(DEMO, { stdin });
    expect(code).toBe(0);
    expect(stdout.match(/Demo catalog/g)).toHaveLength(2);
    expect(stdout.split("\n\n"), "one blank line between the answers").toHaveLength(2);
  });

  it("ends with 1 when one of them has no answer", async () => {
    expect((await runCommand(DEMO, { stdin: "who owns zzzzqqqq\nwho owns payment-service\n" })).code).toBe(1);
  });

  it("says so when nothing was asked", async () => {
    const { code, stdout, stderr } = await runCommand(DEMO);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("No question was asked");
  });
});

describe("callboard ask --stdin", () => {
  const rows = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

  it("prints one line of JSON for each row, and ends well whatever the answers", async () => {
    const stdin = rows(
      { id: "q1", text: "who owns payment-service", surface: "mention", expect: {}, tags: [] },
      { text: "who owns zzzzqqqq" },
      {
        text: "what does it need?",
        context: { thread: { intent: "owner", entity: "component:default/ledger-service" } },
      },
      { text: "who owns payment-service", surface: "channel", context: null },
    );
    const { code, stdout } = await runCommand([...DEMO, "--stdin"], { stdin });
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      { outcome: "answer", intent: "owner", demo: true },
      { outcome: "not_found", unknownName: "zzzzqqqq" },
      { outcome: "answer", intent: "dependencies", entity: "component:default/ledger-service" },
      { outcome: "ignore" },
    ]);
  });

  it("puts an error in the place of a line that is no row, answers the others and ends with 2", async () => {
    const stdin = `not json\n\n{"text": 3}\n{"text": "help"}\n`;
    const { code, stdout } = await runCommand([...DEMO, "--stdin"], { stdin });
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(answers).toMatchObject([
      { line: 1, error: expect.stringContaining("text") },
      { line: 3, error: expect.stringContaining("text") },
      { outcome: "answer", intent: "help" },
    ]);
  });

  it("prints nothing for an empty input", async () => {
    expect(await runCommand([...DEMO, "--stdin"])).toMatchObject({ code: 0, stdout: "" });
  });
});

describe("callboard ask at a prompt", () => {
  /** What a person sees who types these lines. */
  async function typed(...lines: readonly string[]) {
    const stdin = new PassThrough();
    const stdout = collected();
    const stderr = collected();
    const isTty = { stdin: true, stdout: true, stderr: true };
    for (const line of lines) stdin.write(`${line}\r`);
    stdin.end();
    const io = { argv: DEMO, env: { NO_COLOR: "1" }, cwd: "/", now: Date.now, isTty };
    const code = await run({ ...io, stdin, stdout: stdout.stream, stderr: stderr.stream });
    return { code, stdout: stdout.text() };
  }

  it("greets with the mark of the demo and questions to try, and leaves on exit", async () => {
    const { code, stdout } = await typed("exit", "who owns payment-service");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Callboard: ask about the demo catalog/);
    expect(stdout).toContain("Try: who owns payment-service");
    expect(stdout).not.toContain("owned by");
  });

  it("remembers what was answered last", async () => {
    const { stdout } = await typed("who owns ledger", "and its dependencies?", "quit");
    expect(stdout).toMatch(/Ledger.* needs/);
  });

  it("ends cleanly when the input does", async () => {
    expect((await typed("who owns ledger")).code).toBe(0);
  });
});
