import { type AskOptions, ask as askCatalog, type QuestionContext, type Reply, type Surface } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { withCatalog } from "../catalog/with-catalog.ts";
import { withDefaultEnvironment } from "../catalog/with-default-environment.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { inputLines } from "../input-lines.ts";
import { answerJson } from "../output/answer-json.ts";
import { answerLines } from "../output/answer-lines.ts";
import { explanationLines } from "../output/explanation-lines.ts";
import type { Session } from "../session.ts";
import { type AnswerTyped, answerPrompt } from "./ask-prompt.ts";
import { answerRows } from "./ask-rows.ts";

/** The options of `ask`, as the command line gives them. */
interface AskCommandOptions {
  readonly stdin?: boolean;
  readonly surface: Surface;
  readonly threadIntent?: string;
  readonly threadEntity?: string;
  readonly user?: string;
  readonly explain?: boolean;
}

/**
 * `callboard ask`. A question on the command line is answered; with `--stdin` each line of input is a row; else a
 * person gets a prompt, and piped input is one question per line.
 */
export function ask(session: Session, words: readonly string[], options: AskCommandOptions): Promise<ExitCode> {
  const { isTty } = session.io;
  const { surface, explain = false } = options;
  const how = { surface, explain, context: contextOf(options) };
  return withCatalog(session, (opened) => {
    const view = withDefaultEnvironment(opened, session);
    if (options.stdin) return answerRows(session, view, how);
    if (words.length > 0) return codeOf(answer(session, view, words.join(" "), how));
    if (!isTty.stdin || !isTty.stdout) return answerInput(session, view, how);
    const answerTyped: AnswerTyped = (question, context) => answer(session, view, question, { ...how, context });
    return answerPrompt(session, view, how.context, answerTyped);
  });
}

/** Answers and prints one question. */
function answer(session: Session, view: CatalogView, question: string, how: AskOptions): Reply {
  const now = session.io.now();
  const reply = askCatalog(view, question, { ...how, now });
  session.output.data(answerJson(reply, view), () => [...answerLines(reply, now), ...explanationLines(reply)]);
  return reply;
}

async function answerInput(session: Session, view: CatalogView, how: AskOptions): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for await (const question of inputLines(session.io)) {
    if (question.trim() === "") continue;
    if (codes.length > 0 && session.output.format === "text") session.output.text([""]);
    codes.push(codeOf(answer(session, view, question, how)));
  }
  if (codes.length === 0)
    session.output.note('No question was asked. Write one: callboard ask "who owns payment-service"');
  return worstOf(codes);
}

function contextOf({ threadIntent, threadEntity, user }: AskCommandOptions): QuestionContext {
  return {
    ...(threadIntent && threadEntity && { thread: { intent: threadIntent, entity: threadEntity } }),
    ...(user && { user }),
  };
}

function codeOf({ outcome }: Reply): ExitCode {
  return outcome === "answer" ? EXIT.ok : EXIT.findings;
}
