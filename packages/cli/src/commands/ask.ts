import type { QuestionContext, Reply, Surface } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { knownChanges } from "../catalog/known-changes.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { withDefaultEnvironment } from "../catalog/with-default-environment.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { openFacts } from "../facts/open-facts.ts";
import { inputLines } from "../input-lines.ts";
import type { Io } from "../io.ts";
import { answerJson } from "../output/answer-json.ts";
import { answerLines } from "../output/answer-lines.ts";
import { explanationLines } from "../output/explanation-lines.ts";
import type { Session } from "../session.ts";
import { type Answerer, answerer } from "./answerer.ts";
import { type AnswerTyped, answerPrompt } from "./ask-prompt.ts";
import { answerRows } from "./ask-rows.ts";
import { inOrder } from "./in-order.ts";

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
export async function ask(session: Session, words: readonly string[], options: AskCommandOptions): Promise<ExitCode> {
  const { io } = session;
  const { surface, explain = false } = options;
  const context = contextOf(options);
  const facts = await openFacts(session);
  try {
    return await withCatalog(session, async (opened, catalog) => {
      const view = withDefaultEnvironment(opened, session);
      const changes = catalog ? await knownChanges(catalog) : undefined;
      const answer = answerer(view, facts, { surface, explain, context, ...(changes && { changes }) }, io);
      if (options.stdin) return answerRows(session, view, answer);
      if (words.length > 0) return codeOf(printed(session, view, await answer(words.join(" "))));
      if (!io.isTty.stdin || !io.isTty.stdout) return answerInput(session, view, answer);
      const answerTyped: AnswerTyped = async (question, context) =>
        printed(session, view, await answer(question, { context }));
      return answerPrompt(session, view, context, answerTyped);
    });
  } finally {
    facts?.close();
  }
}

/** Prints an answer, and gives it back. */
function printed({ io, output }: Session, view: CatalogView, reply: Reply): Reply {
  output.data(answerJson(reply, view), () => [...answerLines(reply, io), ...explanationLines(reply)]);
  return reply;
}

async function answerInput(session: Session, view: CatalogView, answer: Answerer): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  await inOrder(questionsIn(session.io), answer, (reply) => {
    if (codes.length > 0 && session.output.format === "text") session.output.text([""]);
    codes.push(codeOf(printed(session, view, reply)));
  });
  if (codes.length === 0)
    session.output.note(`No question was asked. Write one: ${session.commandLine("ask", "who owns payment-service")}`);
  return worstOf(codes);
}

async function* questionsIn(io: Io): AsyncGenerator<string> {
  for await (const line of inputLines(io)) if (line.trim() !== "") yield line;
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
