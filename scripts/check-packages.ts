// What users get, checked as they get it: every package is built and packed in a temporary folder, then installed.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** The most packages an installation of the core may have, itself included. */
const MAX_CORE_PACKAGES = 12;

/** Clients of one service: importing the core loads none of them. */
const HEAVY = /slack|bolt|octokit|gitbeaker|aws-sdk|isomorphic-git|sqlite|kysely|^pg/;

/** Code of others that is inside on purpose; its licence text goes along. */
const BUNDLED = /node_modules\/(@noble\/hashes|nunjitsu)\//;

const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const tsup = fileURLToPath(new URL("cli-default.js", import.meta.resolve("tsup")));
const tsc = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
const attw = fileURLToPath(new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Packed {
  readonly manifest: Manifest;
  readonly tarball: string;
  readonly files: readonly string[];
}

let passed = 0;
let failed = 0;
const temp = await mkdtemp(join(await realpath(tmpdir()), "callboard-packages-"));

try {
  const tree = await copyTree();
  const packed: Packed[] = [];
  for (const folder of await packageFolders(tree)) {
    const built = await check(`${relative(tree, folder)} builds and packs`, () => buildAndPack(folder));
    if (built) packed.push(built);
  }
  for (const item of packed) {
    await check(`${item.manifest.name} holds what it should`, () => checkContents(item));
    await check(`${item.manifest.name} passes publint`, () => checkPublint(item));
    if (codeEntries(item).length > 0) await check(`${item.manifest.name} passes attw`, () => checkTypes(item));
  }
  if (failed === 0) {
    await check("the core installs few packages", () => checkCoreInstall(packed));
    const all = await check("all packages install together", () => install("all", packed));
    if (all) {
      for (const item of packed) {
        for (const entry of codeEntries(item)) {
          await check(`import("${entry}")`, () => load(all, entry, "mjs"));
          await check(`require("${entry}")`, () => load(all, entry, "cjs"));
        }
        for (const entry of dataEntries(item)) await check(`read ${entry}`, () => readData(all, entry));
        for (const command of Object.keys(item.manifest.bin ?? {})) {
          const run = (...args: string[]) => execute(join(all, "node_modules/.bin", command), args, { cwd: temp });
          await check(`${command} --help`, () => run("--help"));
          await check(`${command} answers from the demo catalog`, () =>
            run("ask", "--demo", "who owns payment-service"),
          );
        }
      }
      await check("a strict program compiles with the declarations", () => checkDeclarations(all, packed));
      await check("importing the core loads no client", () => checkCoreLoads(all));
    }
  }
} finally {
  await rm(temp, { recursive: true, force: true });
}

console.log(`packages: ${passed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one check. A text it returns is printed beside its name; what it throws makes it fail. */
async function check<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    const result = await act();
    passed++;
    console.log(`ok    ${name}${typeof result === "string" && !result.startsWith(temp) ? `: ${result}` : ""}`);
    return result;
  } catch (reason) {
    failed++;
    console.log(`FAIL  ${name}`);
    console.log(explain(reason).replaceAll(/^/gm, "      "));
    return undefined;
  }
}

/** A process that failed says why on its own output. */
function explain(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const { stdout, stderr } = reason as { readonly stdout?: string; readonly stderr?: string };
  return [stdout, stderr].filter(Boolean).join("\n").trim() || (reason.stack ?? reason.message);
}

/** The packages without tests and builds, beside the installed tools: the working tree keeps no build. */
async function copyTree(): Promise<string> {
  const tree = join(temp, "tree");
  const left = new Set(["node_modules", "dist", "test"]);
  for (const folder of await packageFolders(root)) {
    const target = join(tree, relative(root, folder));
    await mkdir(target, { recursive: true });
    for (const name of await readdir(folder)) {
      if (!left.has(name)) await cp(join(folder, name), join(target, name), { recursive: true });
    }
    const own = join(folder, "node_modules");
    if ((await readdir(folder)).includes("node_modules")) await symlink(own, join(target, "node_modules"), "junction");
  }
  for (const name of ["tsconfig.json", "tsconfig.base.json", "examples/acme"]) {
    await cp(join(root, name), join(tree, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(tree, "node_modules"), "junction");
  return tree;
}

async function packageFolders(base: string): Promise<string[]> {
  const parent = join(base, "packages");
  const folders = [];
  for (const name of (await readdir(parent)).sort()) {
    const manifest = await readManifest(join(parent, name)).catch(() => undefined);
    if (manifest && !manifest.private) folders.push(join(parent, name));
  }
  return folders;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

async function buildAndPack(folder: string): Promise<Packed> {
  await execute(process.execPath, [tsup], { cwd: folder });
  const tarballs = join(temp, "tarballs");
  await mkdir(tarballs, { recursive: true });
  const { stdout } = await npm(["pack", "--json", "--pack-destination", tarballs], folder);
  // npm 12 names the packages where earlier ones list them.
  const [result] = Object.values(JSON.parse(stdout)) as { filename: string; files: { path: string }[] }[];
  if (!result) throw new Error("npm pack made nothing");
  return {
    manifest: await readManifest(folder),
    tarball: join(tarballs, result.filename),
    files: await readSources(folder, result.files),
  };
}

/** The paths in the tarball, and for each source map the files it was made from. */
async function readSources(folder: string, files: readonly { readonly path: string }[]): Promise<string[]> {
  const paths = files.map(({ path }) => path);
  for (const path of paths.filter((path) => path.endsWith(".js.map"))) {
    const { sources } = JSON.parse(await readFile(join(folder, path), "utf8")) as { readonly sources: string[] };
    const foreign = sources.filter((source) => {
      const place = join(dirname(path), source);
      return !place.startsWith("src/") && place !== "package.json" && !BUNDLED.test(source); // its own, for its version
    });
    if (foreign.length > 0) throw new Error(`${path} has code of another package inside: ${foreign.join(", ")}`);
  }
  return paths;
}

async function checkContents({ manifest, files }: Packed): Promise<string> {
  for (const name of ["LICENSE", "README.md"]) {
    if (!files.includes(name)) throw new Error(`${name} is missing. Add it beside package.json.`);
  }
  const strange = files.filter((file) => !/^(package\.json|LICENSE|README\.md|(dist|src|bin|fonts)\/.*)$/.test(file));
  if (strange.length > 0) throw new Error(`not to be published: ${strange.join(", ")}`);
  const scripts = INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined);
  if (scripts.length > 0) throw new Error(`runs a script on install: ${scripts.join(", ")}`);
  return `${files.length} files`;
}

async function checkPublint({ manifest, tarball }: Packed): Promise<void> {
  const buffer = await readFile(tarball);
  const content = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
  const { messages } = await publint({ strict: true, pack: { tarball: content } });
  if (messages.length > 0) {
    throw new Error(messages.map((message) => formatMessage(message, manifest, { color: false })).join("\n"));
  }
}

async function checkTypes({ manifest, tarball }: Packed): Promise<void> {
  const data = dataEntries({ manifest }).map((subpath) => subpath.replace(manifest.name, "."));
  const excluded = data.length > 0 ? ["--exclude-entrypoints", ...data] : [];
  await execute(process.execPath, [
    attw,
    tarball,
    "--profile",
    "esm-only",
    "--format",
    "ascii",
    "--no-color",
    ...excluded,
  ]);
}

/** As most programs are compiled: strict, but without the further checks that this repository has on. */
async function checkDeclarations(folder: string, packed: readonly Packed[]): Promise<void> {
  const program = join(folder, "program.ts");
  const entries = packed.flatMap(codeEntries);
  const lines = entries.map((entry, index) => `export type * as entry${index} from ${JSON.stringify(entry)};`);
  await writeFile(program, lines.join("\n"));
  const typeRoots = join(root, "node_modules/@types");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom"];
  try {
    await execute(process.execPath, [tsc, ...options, "--typeRoots", typeRoots, "--types", "node", program], {
      cwd: folder,
    });
  } catch (reason) {
    const ours = explain(reason)
      .split("\n")
      .filter((line) => /^(program\.ts|node_modules\/(@callboard|callboard)\/)/.test(line));
    if (ours.length > 0) throw new Error(ours.join("\n"));
  }
}

async function checkCoreInstall(packed: readonly Packed[]): Promise<string> {
  const core = packed.find(({ manifest }) => manifest.name === "@callboard/core");
  if (!core) throw new Error("@callboard/core was not packed");
  const names = await installed(await install("core", [core]));
  const summary = `${names.length} of at most ${MAX_CORE_PACKAGES}: ${names.join(", ")}`;
  if (names.length > MAX_CORE_PACKAGES) throw new Error(summary);
  return summary;
}

/** An empty project with these tarballs and every peer they name, optional ones too. */
async function install(name: string, packed: readonly Packed[]): Promise<string> {
  const folder = join(temp, name);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  const peers = packed.flatMap(({ manifest }) => Object.entries(manifest.peerDependencies ?? {}));
  const specs = new Set([
    ...packed.map(({ tarball }) => tarball),
    ...peers.filter(([peer]) => !peer.startsWith("@callboard/")).map(([peer, range]) => `${peer}@${range}`),
  ]);
  await npm(["install", "--prefer-offline", "--no-audit", "--no-fund", ...specs], folder);
  await installed(folder);
  return folder;
}

/** The names of all installed packages. @throws when one of them has an install script */
async function installed(folder: string): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(folder, "node_modules/.package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
  };
  const scripted = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  if (scripted.length > 0) throw new Error(`have an install script: ${scripted.map(([path]) => path).join(", ")}`);
  return Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ""));
}

/** What a user may import of a package: its name and its subpaths, without package.json. */
function codeEntries({ manifest }: Packed): string[] {
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== "string")
    .map(([subpath]) => manifest.name + subpath.slice(1));
}

/** Files of data that a user may read by name, such as YAML; package.json is there for tools. */
function dataEntries({ manifest }: Pick<Packed, "manifest">): string[] {
  return Object.entries(manifest.exports)
    .filter(([subpath, target]) => typeof target === "string" && subpath !== "./package.json")
    .map(([subpath]) => manifest.name + subpath.slice(1));
}

/** Reads a file of data by the name a package gives it. */
async function readData(folder: string, entry: string): Promise<string> {
  const content = await readFile(createRequire(join(folder, "index.js")).resolve(entry), "utf8");
  if (content.trim() === "") throw new Error(`${entry} is empty`);
  return `${content.length} characters`;
}

async function load(folder: string, entry: string, extension: "mjs" | "cjs"): Promise<string> {
  const file = join(folder, `load.${extension}`);
  const call = extension === "mjs" ? "await import" : "require";
  await writeFile(file, `console.log(Object.keys(${call}(${JSON.stringify(entry)})).length);\n`);
  const { stdout } = await execute(process.execPath, [file], { cwd: folder });
  return `${stdout.trim()} names`;
}

/** Imports the core with every other package installed and lists what was loaded with it. */
async function checkCoreLoads(folder: string): Promise<string> {
  const hooks = `import { writeSync } from "node:fs";
    export async function load(url, context, next) { writeSync(1, url + "\\n"); return next(url, context); }`;
  const dataUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
  const start = dataUrl(`import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`);
  const { stdout } = await execute(
    process.execPath,
    ["--import", start, "--input-type=module", "--eval", `await import("@callboard/core");`],
    { cwd: folder },
  );
  const names = new Set(
    [...stdout.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\/[^\n]*$/gm)].map(([, name]) => name ?? ""),
  );
  if (!names.has("@callboard/core")) throw new Error(`could not see what was loaded:\n${stdout}`);
  const heavy = [...names].filter((name) => HEAVY.test(name));
  if (heavy.length > 0) throw new Error(`loaded ${heavy.join(", ")}`);
  return [...names].join(", ");
}

async function npm(args: readonly string[], cwd: string): Promise<{ readonly stdout: string }> {
  // A folder outside the repository does not read its .npmrc; a parent npm's settings are not for these calls.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  );
  return execute("npm", [...args, "--ignore-scripts"], { cwd, env, shell: process.platform === "win32" });
}
