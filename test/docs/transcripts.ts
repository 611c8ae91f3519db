import { delimiter } from "node:path";
import { compareOutput, type ShownLine } from "./compare-output.ts";
import type { Block, Page } from "./page.ts";
import { runProcess } from "./run-process.ts";
import { commands, folderFor, root } from "./workspace.ts";

/** A command of a page. */
export interface ShownCommand {
  readonly line: number;
  readonly text: string;
  /** What the page shows of its output; null in a block that only lists commands, which have to succeed. */
  readonly output: readonly ShownLine[] | null;
}

/** The commands of a block: behind `$ ` with their output in `console`, one on each line in `sh`. */
export function commandsOf({ language, line, lines }: Block): readonly ShownCommand[] {
  const found: { readonly line: number; text: string; readonly output: ShownLine[] | null }[] = [];
  let isContinued = false;
  for (const [index, text] of lines.entries()) {
    const last = found.at(-1);
    if (last && isContinued) {
      last.text += `\n${text}`;
      isContinued = text.endsWith("\\");
    } else if (language === "sh" ? text.trim() !== "" && !text.startsWith("#") : text.startsWith("$ ")) {
      const command = language === "sh" ? text : text.slice(2);
      found.push({ line: line + index, text: command, output: language === "sh" ? null : [] });
      isContinued = text.endsWith("\\");
    } else last?.output?.push({ line: line + index, text });
  }
  return found.map((command) => ({ ...command, output: command.output && withoutBlankEnd(command.output) }));
}

function withoutBlankEnd(lines: readonly ShownLine[]): readonly ShownLine[] {
  return lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== "") + 1);
}

/** What the commands of a page do not print as the page shows. They run one after the other in one folder. */
export async function runTranscripts(page: Page, exempt: (command: string) => boolean): Promise<readonly string[]> {
  const problems: string[] = [];
  const shown = page.blocks.filter(({ language }) => language === "console" || language === "sh");
  if (shown.length === 0) return [];
  const folder = folderFor(page, "transcripts");
  for (const block of shown) {
    const found = commandsOf(block);
    if (found.length === 0)
      problems.push(`${page.path}:${block.line}: the block has no command. Write "$ " in front of it.`);
    for (const { line, text, output } of found) {
      if (exempt(text)) continue;
      const ended = await runProcess(["bash", "-c", `exec 2>&1\n${text}`], {
        cwd: text.startsWith("npm ") ? root : folder,
        env: { PATH: [commands, process.env.PATH ?? ""].join(delimiter), npm_config_loglevel: "silent" },
      });
      if (output) problems.push(...[compareOutput(page.path, line, output, ended.output) ?? []].flat());
      else if (ended.code !== 0)
        problems.push(`${page.path}:${line}: "${text}" ends with ${ended.code}.\n    ${ended.output}`);
    }
  }
  return problems;
}
