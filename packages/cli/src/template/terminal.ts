import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Io } from "../io.ts";
import { formatLine, type Line } from "../output/line.ts";

export interface QuestionOptions {
  /** Whether what is typed stays off the screen. */
  readonly hidden?: boolean;
  /** Texts that Tab completes. */
  readonly choices?: readonly string[];
}

/** A person at a terminal. Everything is said on stderr, so that stdout carries data alone. */
export interface Terminal {
  say(...lines: readonly Line[]): void;
  /** What is typed, without spaces around it. @throws {Left} after Ctrl-C or Ctrl-D */
  ask(question: string, options?: QuestionOptions): Promise<string>;
  close(): void;
}

/** The person has left instead of answering. */
export class Left extends Error {
  override readonly name = "Left";
}

/** Asks on stderr what is typed on stdin. */
export function openTerminal({ stdin, stderr, env }: Io): Terminal {
  let isShown = false; // only while a question that may be seen waits for its answer
  let choices: readonly string[] = [];
  const output = new Writable({
    write(chunk, _, done) {
      if (isShown) stderr.write(chunk);
      done();
    },
  });
  const reader = createInterface({
    input: stdin,
    output,
    terminal: true,
    completer: (typed: string) => [choices.filter((choice) => matches(choice, typed)), typed],
  });
  const lines: string[] = [];
  let waiting: { resolve(line: string): void; reject(reason: Left): void } | null = null;
  let hasLeft = false;
  reader.on("line", (line) => {
    if (waiting) waiting.resolve(line);
    else lines.push(line);
    waiting = null;
  });
  reader.on("SIGINT", () => reader.close());
  reader.on("close", () => {
    hasLeft = true;
    waiting?.reject(new Left("The questions were not answered."));
  });
  const colors = !env.NO_COLOR && env.TERM !== "dumb";

  return {
    say: (...said) => void stderr.write(said.map((line) => `${formatLine(line, colors)}\n`).join("")),
    async ask(question, options = {}) {
      choices = options.choices ?? [];
      reader.setPrompt(question);
      const typed = lines.shift();
      if (typed !== undefined) {
        stderr.write(`${question}${options.hidden ? "" : typed}\n`);
        return typed.trim();
      }
      if (hasLeft) throw new Left("The questions were not answered.");
      if (options.hidden) stderr.write(question);
      isShown = !options.hidden;
      try {
        return await new Promise<string>((resolve, reject) => {
          waiting = { resolve: (line) => resolve(line.trim()), reject };
          reader.prompt();
        });
      } finally {
        if (options.hidden) stderr.write("\n");
        isShown = false;
      }
    },
    close: () => reader.close(),
  };
}

/** A choice by its beginning, or by that of its name: `pay` and `group:default/pay` both find `group:default/payments`. */
function matches(choice: string, typed: string): boolean {
  const text = typed.toLowerCase();
  return (
    choice.toLowerCase().startsWith(text) ||
    choice
      .slice(choice.indexOf("/") + 1)
      .toLowerCase()
      .startsWith(text)
  );
}
