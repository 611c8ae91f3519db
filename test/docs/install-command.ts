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
    if (!needed && !named.some((other) => published.get(other)?.some((peer) => peer.name === name)))
      return `${name} is no package of ours.`;
    const missing = needed?.find((peer) => !peer.isOptional && !named.includes(peer.name))?.name;
    if (missing) return `${name} also needs ${missing}. Name it.`;
  }
  return null;
}

interface Peer {
  readonly name: string;
  readonly isOptional: boolean;
}

interface Manifest {
  readonly name: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** The name of a package, and what has to be, or may be, installed beside it. */
function manifestOf(folder: string): readonly [string, readonly Peer[]] {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"));
  const { name, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const peers = Object.keys(peerDependencies);
  return [name, peers.map((peer) => ({ name: peer, isOptional: peerDependenciesMeta[peer]?.optional === true }))];
}
