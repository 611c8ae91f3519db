import { spawn } from "node:child_process";

/** How a process ended, and what it wrote to both streams, in order. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const AT_ONCE = 2;
const TIMEOUT_MS = 60_000;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a command to its end without input and colours. At most two run at a time; the others wait. */
export async function runProcess(command: readonly string[], options: ProcessOptions): Promise<Ended> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await ended(command, options);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function ended([program = "", ...args]: readonly string[], { cwd, env }: ProcessOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NODE_OPTIONS: "", FORCE_COLOR: undefined, NO_COLOR: "1", TERM: "dumb", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
