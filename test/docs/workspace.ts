import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "./page.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));
/** Where blocks run: inside of `node_modules`, so that the packages of the workspace are found by their names. */
export const workspace = join(root, `node_modules/.cache/callboard-docs-${process.pid}`);
/** Holds `callboard` and `npx`, to go in front of the `PATH`. */
export const commands = join(workspace, "bin");

const THREE_DAYS_MS = 3 * 24 * 3600 * 1000;

/** Makes the workspace and its commands. */
export function makeWorkspace(): void {
  removeWorkspace();
  mkdirSync(commands, { recursive: true });
  writeFileSync(join(workspace, "package.json"), '{ "type": "module" }\n');
  const callboard = `exec "${process.execPath}" "${join(root, "packages/cli/bin/callboard.mjs")}" "$@"`;
  writeCommand("callboard", callboard);
  writeCommand(
    "npx",
    `[ "$1" = callboard ] || { echo "npx runs only callboard here." >&2; exit 1; }\nshift\n${callboard}`,
  );
}

/** Removes all that blocks left. */
export function removeWorkspace(): void {
  rmSync(workspace, { recursive: true, force: true });
}

function writeCommand(name: string, script: string): void {
  writeFileSync(join(commands, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(commands, name), 0o755);
}

/**
 * A folder for blocks of a page to run in: the demo company as `catalog`, last changed three days ago, the folders of
 * the repository that pages name, and the files that blocks of the page put there.
 */
export function folderFor(page: Page, name: string): string {
  const folder = join(workspace, page.path.replaceAll("/", "-").replace(/\.md$/, ""), name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "examples/acme"), join(folder, "catalog"), { recursive: true });
  // The root of a repository, as the folder of a reader is.
  mkdirSync(join(folder, ".git"));
  for (const linked of ["examples", "packages"]) symlinkSync(join(root, linked), join(folder, linked));
  for (const { file, lines } of page.blocks) {
    if (file === null) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${lines.join("\n")}\n`);
  }
  age(join(folder, "catalog"), new Date(Date.now() - THREE_DAYS_MS));
  return folder;
}

function age(path: string, time: Date): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) age(join(path, name), time);
  else utimesSync(path, time, time);
}
