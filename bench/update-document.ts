import { readFile, writeFile } from "node:fs/promises";

const BEGIN = "<!-- figures: written by `npm run bench -- --document` -->";
const END = "<!-- end of figures -->";

/**
 * Puts text between the two marks of a Markdown document, in place of what was there.
 *
 * @throws when the document lacks the marks
 */
export async function updateDocument(path: string, text: string): Promise<void> {
  const document = await readFile(path, "utf8");
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} lacks the lines "${BEGIN}" and "${END}". Add them.`);
  await writeFile(path, `${document.slice(0, begin + BEGIN.length)}\n\n${text.trim()}\n\n${document.slice(end)}`);
}
