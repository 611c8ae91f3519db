import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "../src/exit-code.ts";
import type { Io } from "../src/io.ts";
import { run } from "../src/run.ts";

/** What a command line is run with; the repository as folder, no input and no terminal unless given. */
export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Io["env"];
  readonly tty?: Partial<Io["isTty"]>;
  /** How wide the terminal is. */
  readonly columns?: number;
  readonly cwd?: string;
  readonly now?: () => number;
}

export interface CommandResult {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** Stdout read as one JSON value. */
  json(): unknown;
}

export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs a command line in this process. */
export async function runCommand(argv: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const stdout = collected();
  const stderr = collected();
  const code = await run({
    argv,
    env: options.env ?? {},
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    isTty: { stdin: false, stdout: false, stderr: false, ...options.tty },
    columns: () => options.columns,
    cwd: options.cwd ?? REPOSITORY,
    now: options.now ?? Date.now,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text(), json: () => JSON.parse(stdout.text()) };
}

/** A stream that remembers what was written to it. */
export function collected(): { readonly stream: PassThrough; text(): string } {
  const stream = new PassThrough();
  const chunks: string[] = [];
  stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  return { stream, text: () => chunks.join("") };
}
