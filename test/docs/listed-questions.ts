import type { Page } from "./page.ts";

export interface ListedQuestion {
  /** File and line. */
  readonly place: string;
  /** The intent that the row says; null in a table without intents. */
  readonly intent: string | null;
  readonly question: string;
}

/** The questions in tables of a page: what stands below "question" or "for example", separated by " · ". */
export function listedQuestions({ path, lines }: Page): readonly ListedQuestion[] {
  let header: readonly string[] = [];
  return lines.flatMap((line, index) => {
    const cells = line.startsWith("| ") ? line.split("|").map((cell) => cell.trim()) : [];
    if (cells.length === 0 || header.length === 0) {
      header = cells;
      return [];
    }
    const column = header.findIndex((title) => title === "question" || title === "for example");
    const questions = cells[column] ?? "";
    if (questions === "" || questions.startsWith("---")) return [];
    const intent = header[1] === "intent" ? (cells[1] ?? "").replaceAll("`", "") : null;
    return questions.split(" · ").map((question) => ({ place: `${path}:${index + 1}`, intent, question }));
  });
}
