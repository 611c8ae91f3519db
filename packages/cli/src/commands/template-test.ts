import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { CatalogError } from "@callboard/core";
import { readTestFile, type Tasks, testTemplate } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { green, type Line, red } from "../output/line.ts";
import { place } from "../output/place.ts";
import type { Session } from "../session.ts";
import { templateInFile } from "../template/open-template.ts";
import { withTasks } from "../template/with-template.ts";

interface TestedCase {
  readonly file: string;
  readonly line: number | null;
  readonly name: string;
  readonly failures: readonly string[];
}

/** `callboard template test`: runs `*.test.yaml` files by plans. A test that fails is a finding. */
export function testTemplates(
  session: Session,
  paths: readonly string[],
  { update = false }: { readonly update?: boolean },
): Promise<ExitCode> {
  const { io, output } = session;
  return withTasks(session, null, async (tasks) => {
    const files = await testFiles(paths.length > 0 ? paths : ["."], io.cwd);
    const cases: TestedCase[] = [];
    for (const file of files) cases.push(...(await testedCases(file, { tasks, update, session })));
    const failed = cases.filter(({ failures }) => failures.length > 0).length;
    output.data({ tests: cases, passed: cases.length - failed, failed }, () => [
      ...cases.flatMap(caseLines),
      `${plural(cases.length, "test")}, ${failed === 0 ? "all passed" : `${failed} failed`}`,
    ]);
    return failed > 0 ? EXIT.findings : EXIT.ok;
  });
}

async function testedCases(
  file: string,
  { tasks, update, session }: { readonly tasks: Tasks; readonly update: boolean; readonly session: Session },
): Promise<readonly TestedCase[]> {
  const shown = relative(session.io.cwd, file);
  const tests = readTestFile(await readFile(file, "utf8"), shown);
  const template = await templateInFile(resolve(dirname(file), tests.template), session);
  const kept = join(dirname(file), "__snapshots__", `${basename(file)}.snap`);
  const before = existsSync(kept) ? await readFile(kept, "utf8") : null;
  const { tests: results, snapshots } = await testTemplate(tasks, template, tests, { snapshots: before, update });
  if (snapshots === null) await rm(kept, { force: true });
  else if (snapshots !== before) {
    await mkdir(dirname(kept), { recursive: true });
    await writeFile(kept, snapshots);
  }
  return results.map(({ name, place: at, failures }) => ({ file: shown, line: at.line, name, failures }));
}

/** The test files at paths: those named, and those below the folders named. */
async function testFiles(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    const at = resolve(cwd, path);
    if ((await stat(at)).isFile()) files.add(at);
    else for await (const file of filesBelow(at)) files.add(file);
  }
  if (files.size > 0) return [...files].sort();
  throw new CatalogError(
    "invalid-argument",
    `No *.test.yaml is below ${paths.join(", ")}. Put one beside the template.`,
  );
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = join(folder, entry.name);
    if (entry.isFile() && /\.test\.ya?ml$/.test(entry.name)) yield at;
    else if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git") yield* filesBelow(at);
  }
}

function caseLines({ file, line, name, failures }: TestedCase): readonly Line[] {
  if (failures.length === 0) return [[green("✓"), ` ${name}`]];
  return [[red("✗"), ` ${name}  ${place(file, line)}`], ...failures.map((failure): Line => `    ${failure}`)];
}
