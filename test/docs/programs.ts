import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { compareOutput, type ShownLine } from "./compare-output.ts";
import type { Page } from "./page.ts";
import { runProcess } from "./run-process.ts";
import { folderFor, root, workspace } from "./workspace.ts";

/** TypeScript blocks of a page that are one program, and what they say it prints. */
export interface Program {
  readonly page: Page;
  readonly folder: string;
  readonly shown: readonly ShownLine[];
}

/**
 * The programs of a page. A block goes on where the one before it ended, unless it imports a name again: then it
 * starts a program of its own. Every line of a program has the number that it has on the page.
 */
export function programsOf(page: Page): readonly Program[] {
  const programs: { readonly imported: Set<string>; readonly lines: string[]; readonly shown: ShownLine[] }[] = [];
  for (const { language, line, lines } of page.blocks) {
    if (language !== "ts") continue;
    const names = importedNames(lines.join("\n"));
    let program = programs.at(-1);
    if (!program || names.some((name) => program?.imported.has(name))) {
      program = { imported: new Set(), lines: page.lines.map(() => ""), shown: [] };
      programs.push(program);
    }
    for (const name of names) program.imported.add(name);
    program.lines.splice(line - 1, lines.length, ...lines);
    program.shown.push(...shownOutput(lines, line));
  }
  return programs.map(({ lines, shown }, index) => {
    const folder = folderFor(page, `program-${index + 1}`);
    writeFileSync(join(folder, FILE), lines.join("\n"));
    return { page, folder, shown };
  });
}

const FILE = "program.ts";

function importedNames(source: string): string[] {
  return [...source.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").flatMap((name) => name.replace(/^\s*type\s/, "").trim() || []),
  );
}

/** The comments behind a `console.log(…);`, on its last line and on the lines directly below it. */
function shownOutput(lines: readonly string[], first: number): readonly ShownLine[] {
  const shown: ShownLine[] = [];
  let isLogging = false;
  let isBehind = false;
  for (const [index, text] of lines.entries()) {
    const comment = /^\s*\/\/ ?(.*)$/.exec(text);
    if (comment && isBehind) shown.push({ line: first + index, text: comment[1] ?? "" });
    if (comment) continue;
    isLogging ||= text.includes("console.log(");
    const end = /\);(?:\s*\})*\s*(?:\/\/ ?(.*))?$/.exec(text);
    isBehind = isLogging && end !== null;
    if (isBehind && end?.[1] !== undefined) shown.push({ line: first + index, text: end[1] });
    if (end) isLogging = false;
  }
  return shown;
}

/** What a program does not print as its page shows. */
export async function runProgram({ page, folder, shown }: Program): Promise<readonly string[]> {
  // A program may hold tests for node:test. Their report would mix with what is printed.
  const report = ["--test-reporter=spec", `--test-reporter-destination=${REPORT}`];
  const command = [process.execPath, "--conditions=@callboard/source", "--import", "tsx", ...report, FILE];
  const { code, output } = await runProcess(command, { cwd: folder });
  if (code === 0) return [compareOutput(page.path, 1, shown, output) ?? []].flat();
  const line = /program\.ts:(\d+)/.exec(output)?.[1] ?? "1";
  const tests = existsSync(join(folder, REPORT)) ? readFileSync(join(folder, REPORT), "utf8") : "";
  return [`${page.path}:${line}: the program fails.\n    ${`${output}${tests}`.trim().replaceAll("\n", "\n    ")}`];
}

const REPORT = "tests.txt";

/** What the compiler says about all programs, checked together. The sources below them have a check of their own. */
export async function checkTypes(programs: readonly Program[]): Promise<readonly string[]> {
  const config = join(workspace, "tsconfig.json");
  const files = programs.map(({ folder }) => join(folder, FILE));
  writeFileSync(config, JSON.stringify({ extends: join(root, "tsconfig.json"), include: [], files }));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { code, output } = await runProcess([process.execPath, compiler, "-p", config, "--pretty", "false"], {
    cwd: root,
  });
  if (code === 0) return [];
  return output
    .trim()
    .split(/\n(?! )/)
    .filter((message) => !/^(packages|examples)\//.test(message))
    .map((message) => {
      const program = programs.find(({ folder }) => message.startsWith(relative(root, join(folder, FILE))));
      return program ? message.replace(/^[^(]*\((\d+),(\d+)\)/, `${program.page.path}:$1:$2`) : message;
    });
}
