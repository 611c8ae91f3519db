import { createInterface } from "node:readline";
import { openConversations, type QuestionContext, type Reply } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { isDemo } from "../catalog/is-demo.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { fittingLines } from "../output/fitting-lines.ts";
import { bold, type Line } from "../output/line.ts";
import type { Session } from "../session.ts";

/** Answers and prints one typed line. */
export type AnswerTyped = (question: string, context: QuestionContext) => Promise<Reply>;

/** All that is typed at a prompt is one conversation. */
const PROMPT = "prompt";

const LEAVING = new Set(["exit", "quit"]);

/**
 * Greets, and answers what is typed until `exit`, Ctrl-C or Ctrl-D. What was answered last is remembered, so that
 * "and its dependencies?" has something to be about.
 */
export async function answerPrompt(
  { io, output }: Session,
  view: CatalogView,
  start: QuestionContext,
  answer: AnswerTyped,
): Promise<ExitCode> {
  output.text(fittingLines(greeting(view), io));
  const prompt = createInterface({ input: io.stdin, output: io.stdout, terminal: true, prompt: "callboard> " });
  let isOpen = true;
  prompt.on("SIGINT", () => prompt.close());
  prompt.on("close", () => {
    isOpen = false;
  });
  const conversations = await openConversations({ clock: io });
  let isLeaving = false;
  prompt.prompt();
  for await (const line of prompt) {
    const question = line.trim();
    isLeaving = LEAVING.has(question.toLowerCase());
    if (isLeaving) break;
    if (question !== "") {
      conversations.remember(PROMPT, await answer(question, conversations.contextOf(PROMPT, start)));
      output.text([""]);
    }
    if (isOpen) prompt.prompt(); // lines may still wait when the input has ended; Node 24 refuses to prompt then
  }
  prompt.close();
  // Ctrl-C and Ctrl-D leave the cursor behind the prompt.
  if (!isLeaving) output.text([""]);
  return EXIT.ok;
}

function greeting(view: CatalogView): readonly Line[] {
  const entities = plural(view.query({ limit: 0 }).total, "entity", "entities");
  const demo = isDemo(view);
  const subject = demo ? "the demo catalog: Acme, an invented company" : "your catalog";
  const [first, ...others] = demo ? DEMO_QUESTIONS : questionsAbout(view);
  return [
    [bold("Callboard"), `: ask about ${subject} (${entities}). Leave with exit or Ctrl-D.`],
    ...(first ? [["Try: ", first] as const] : []),
    ...others.map((question) => `     ${question}`),
    "",
  ];
}

const DEMO_QUESTIONS = [
  "who owns payment-service",
  "what breaks if payments-db is read-only",
  "what depends on legacy-billing",
] as const;

function questionsAbout(view: CatalogView): readonly string[] {
  const [component] = view.query({ filter: "kind=component", order: ["metadata.name"], limit: 1 }).items;
  if (!component) return ["help"];
  const { name } = component.metadata;
  return [`who owns ${name}`, `what breaks if ${name} goes down`, "help"];
}
