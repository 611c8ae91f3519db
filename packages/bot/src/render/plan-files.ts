import type { Plan } from "@callboard/scaffolder";

const MOST_CHARACTERS = 2_000_000;

/** Everything that a plan would write as one text: each path with its size, then each file with what it says. */
export function planFiles({ files, template }: Plan): string {
  const parts = [
    `${template} would write ${files.length} ${files.length === 1 ? "file" : "files"}:`,
    ...files.map(({ path, size, linkTo }) =>
      linkTo === null ? `  ${path} (${size} bytes)` : `  ${path} -> ${linkTo}`,
    ),
    "",
  ];
  let left = MOST_CHARACTERS;
  for (const { path, text } of files) {
    const part = `--- ${path} ---\n${text ?? "(not a text)"}\n`;
    left -= part.length;
    if (left < 0) return [...parts, "… the rest is left out."].join("\n");
    parts.push(part);
  }
  return parts.join("\n");
}
