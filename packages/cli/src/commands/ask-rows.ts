import { type AskOptions, ask } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { z } from "zod";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { inputLines } from "../input-lines.ts";
import { answerJson } from "../output/answer-json.ts";
import type { Session } from "../session.ts";

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
export async function answerRows(session: Session, view: CatalogView, how: AskOptions): Promise<ExitCode> {
  const { io, output } = session;
  let line = 0;
  let code: ExitCode = EXIT.ok;
  for await (const text of inputLines(io)) {
    line += 1;
    if (text.trim() === "") continue;
    const row = readRow(text);
    if ("error" in row) {
      output.jsonLine({ line, error: row.error });
      code = EXIT.usage;
    } else {
      output.jsonLine(answerJson(ask(view, row.text, { ...how, ...row.how, now: io.now() }), view));
    }
  }
  if (code !== EXIT.ok) output.note("Some lines were not read: they have an error in place of an answer.");
  return code;
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
