// S45, supply chain: every package in the lock file has an allowed licence, runs nothing on install, names no host and
// is there for every platform.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "OFL-1.1",
]);

/** Licences that only tools we never ship may have. */
const DEV_EXCEPTIONS: Readonly<Record<string, string>> = {
  argparse: "Python-2.0, permissive; changesets reads front matter with it",
  pako: "MIT AND Zlib, permissive; isomorphic-git's, which whoever reads git repositories installs beside us",
  spawndamnit: "MIT, stated as a file; changesets starts git with it",
};

/** Packages that want to run a script on install. `.npmrc` keeps every one of them from running. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  esbuild: "checks its binary; works without; a tool of tsup, tsx and vitest",
  fsevents: "compiles on macOS when its prebuilt file is missing; works without; a tool of tsx and vite",
};

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = readJson("package-lock.json") as { readonly packages: Readonly<Record<string, LockedPackage>> };
const problems: string[] = [];
const used = new Set<string>();
let shipped = 0;
let tools = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.link) continue;
  const dependency = path.includes("node_modules/");
  const name = path.slice(path.lastIndexOf("node_modules/") + (dependency ? "node_modules/".length : 1));
  const label = dependency ? `${name}@${entry.version}` : path || "the root package";
  if (dependency) entry.dev ? tools++ : shipped++;

  const licence = entry.license ?? licenceOnDisk(path);
  const excepted = entry.dev === true && name in DEV_EXCEPTIONS;
  if (excepted) used.add(name);
  if (!excepted && !isAllowed(licence)) {
    problems.push(`${label}: licence ${licence ?? "not stated"} is not on the list. Choose another package.`);
  }
  if (entry.hasInstallScript && !(entry.dev && name in INSTALL_SCRIPTS)) {
    problems.push(`${label}: has an install script. Choose a package without one.`);
  }
  if (/^https?:/.test(entry.resolved ?? "")) {
    problems.push(`${label}: the lock file names a host. Run npm install with the .npmrc of this repository.`);
  }
  for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
    if (!lock.packages[`node_modules/${optional}`] && !lock.packages[`${path}/node_modules/${optional}`]) {
      problems.push(`${label}: ${optional} is not locked, so another platform lacks it. Choose a version that has it.`);
    }
  }
}

for (const name of Object.keys(DEV_EXCEPTIONS)) {
  if (!used.has(name)) problems.push(`${name}: is excepted but no longer in the lock file. Remove it from this list.`);
}

for (const problem of problems) console.error(problem);
console.log(`licences: ${shipped} packages shipped, ${tools} tools, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Whether an SPDX expression lets us choose allowed licences only. Nested expressions are refused. */
function isAllowed(expression: string | undefined): boolean {
  const flat = expression?.replace(/^\((.*)\)$/, "$1") ?? "";
  if (/[()]/.test(flat)) return false;
  return flat.split(" OR ").some((choice) => choice.split(" AND ").every((licence) => ALLOWED.has(licence.trim())));
}

/** Old packages state a licence in a form that npm does not copy to the lock file. */
function licenceOnDisk(path: string): string | undefined {
  try {
    const { license, licenses } = readJson(join(path, "package.json")) as {
      readonly license?: string | { readonly type?: string };
      readonly licenses?: readonly { readonly type?: string }[];
    };
    return typeof license === "string" ? license : (license?.type ?? licenses?.[0]?.type);
  } catch {
    return undefined;
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
