import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "./page.ts";
import { root } from "./workspace.ts";

/** Links of a page to files and headings of the repository that are not there. */
export function deadLinks({ path, lines, blocks }: Page): readonly string[] {
  const code = new Set(blocks.flatMap((block) => block.lines.map((_, index) => block.line + index)));
  return lines.flatMap((text, index) => {
    if (code.has(index + 1)) return [];
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
      if (/^[a-z]+:/.test(target) || isThere(path, target)) return [];
      return [`${path}:${index + 1}: ${target} is not there.`];
    });
  });
}

function isThere(from: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const place = file === "" ? join(root, from) : join(root, dirname(from), file);
  if (!existsSync(place)) return false;
  if (anchor === undefined) return true;
  return statSync(place).isFile() && headings(readFileSync(place, "utf8")).has(anchor);
}

/** The anchors that GitHub gives to headings. */
function headings(text: string): Set<string> {
  const titles = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
