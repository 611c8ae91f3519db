import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./workspace.ts";

/** Whether a command installs packages from the registry, which tests do not reach; `test:packages` installs them packed. */
export function isInstall(command: string): boolean {
  return /^npm install( --save-dev)?( [@a-z0-9/-]+)+$/.test(command);
}

/** Why a reader who installs these packages gets no working set; null when they do. */
export function installProblem(command: string): string | null {
  const named = command.split(" ").filter((word, index) => index > 1 && !word.startsWith("--"));
  const published = new Map(readdirSync(join(root, "packages")).map(manifestOf));
  for (const name of named) {
    const needed = published.get(name);
    if (!needed && !named.some((other) => published.get(other)?.includes(name)))
      return `${name} is no package of ours.`;
    const missing = needed?.find((peer) => !named.includes(peer));
    if (missing) return `${name} also needs ${missing}. Name it.`;
  }
  return null;
}

/** The name of a package, and what has to be installed beside it. */
function manifestOf(folder: string): readonly [string, readonly string[]] {
  const manifest: { readonly name: string; readonly peerDependencies?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, "packages", folder, "package.json"), "utf8"),
  );
  return [manifest.name, Object.keys(manifest.peerDependencies ?? {})];
}
