import type { AskOptions, Reply } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { z } from "zod";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { inputLines } from "../input-lines.ts";
import type { Io } from "../io.ts";
import { answerJson } from "../output/answer-json.ts";
import type { Session } from "../session.ts";
import type { Answerer } from "./answerer.ts";
import { inOrder } from "./in-order.ts";

/** One question as a line of `--stdin` carries it. What else the line holds is not looked at. */
const questionRow = z.object({
  text: z.string(),
  surface: z.enum(["dm", "mention", "slash", "channel", "thread"]).nullish(),
  context: z
    .object({
      thread: z.object({ intent: z.string().nullish(), entity: z.string().nullish() }).nullish(),
      user: z.string().nullish(),
    })
    .nullish(),
});

/**
 * Answers each line of input with one line of JSON, in the same order. A line that is not a row gets `{ line, error }`
 * in its place, and the command fails in the end; empty lines are passed over.
 */
export async function answerRows(session: Session, view: CatalogView, answer: Answerer): Promise<ExitCode> {
  const { io, output } = session;
  let code: ExitCode = EXIT.ok;
  await inOrder(
    numberedLines(io),
    async ([line, text]): Promise<Reply | NoRow> => {
      const row = readRow(text);
      return "error" in row ? { line, error: row.error } : answer(row.text, row.how);
    },
    (answered) => {
      if ("error" in answered) code = EXIT.usage;
      output.jsonLine("error" in answered ? answered : answerJson(answered, view));
    },
  );
  if (code !== EXIT.ok) output.note("Some lines were not read: they have an error in place of an answer.");
  return code;
}

/** What stands in the place of an answer to a line that is not a row. */
interface NoRow {
  readonly line: number;
  readonly error: string;
}

/** The lines that are not empty, each with its number. */
async function* numberedLines(io: Io): AsyncGenerator<readonly [line: number, text: string]> {
  let line = 0;
  for await (const text of inputLines(io)) {
    line += 1;
    if (text.trim() !== "") yield [line, text];
  }
}

type Row = { readonly text: string; readonly how: AskOptions } | { readonly error: string };

function readRow(line: string): Row {
  const parsed = questionRow.safeParse(jsonOf(line));
  if (!parsed.success)
    return { error: 'It is not a row. Write JSON such as {"text": "who owns checkout"} on one line.' };
  const { text, surface, context } = parsed.data;
  const { intent, entity } = context?.thread ?? {};
  const user = context?.user;
  return {
    text,
    how: {
      ...(surface && { surface }),
      ...(context && { context: { ...(intent && entity && { thread: { intent, entity } }), ...(user && { user }) } }),
    },
  };
}

/** The value of a JSON text; undefined for text that is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
