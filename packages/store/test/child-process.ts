import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "tsup";

/** A program as one plain file, so that it starts at once, as often as needed. */
export async function bundled(program: URL): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-child-"));
  await build({
    entry: { child: fileURLToPath(program) },
    outDir: folder,
    outExtension: () => ({ js: ".mjs" }),
    format: "esm",
    platform: "node",
    target: "node20",
    noExternal: [/./],
    esbuildOptions(options) {
      options.conditions = ["@callboard/source"];
      // Some of what is bundled was written for require().
      options.banner = {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      };
    },
    config: false,
    dts: false,
    silent: true,
  });
  return { path: join(folder, "child.mjs"), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A running program and the lines it prints. */
export interface Child {
  readonly pid: number;
  readonly lines: AsyncIterableIterator<string>;
  /** Ends it without giving it a chance to do anything about it. */
  kill(): Promise<void>;
}

export function start(program: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  return {
    pid: pidOf(child),
    lines: createInterface(child.stdout)[Symbol.asyncIterator](),
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("The program did not start.");
  return child.pid;
}
