import { readFile } from "node:fs/promises";

/**
 * The rows of a file of JSON lines. What they hold is taken on trust: they are recorded, not written by hand.
 *
 * @throws {SyntaxError} naming the file and line that is not JSON
 */
export async function readJsonLines<Row>(file: string): Promise<readonly Row[]> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line, index): readonly Row[] => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line)];
    } catch (reason) {
      throw new SyntaxError(`${file}:${index + 1} is not a line of JSON.`, { cause: reason });
    }
  });
}
