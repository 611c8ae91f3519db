import type { Io } from "../io.ts";
import { dim, formatLine, type Line } from "./line.ts";
import { printable, printableJson } from "./printable.ts";

export type Format = "text" | "json";

/** Where a command writes: data on stdout, everything else on stderr. */
export interface Output {
  readonly format: Format;
  /** The result of the command: the value itself as JSON, or lines for a person. */
  data(value: unknown, lines: () => readonly Line[]): void;
  /** Lines on stdout, whatever the format. */
  text(lines: readonly Line[]): void;
  /** One value as one line of JSON, whatever the format. */
  jsonLine(value: unknown): void;
  /** From now on this stands beside all data: on stdout in text, on stderr beside JSON. */
  mark(text: string): void;
  /** A message on stderr. It says what happened and what to do next. */
  note(message: string): void;
}

/** Colours only where a person looks, and not when `NO_COLOR` says otherwise. */
export function outputTo({ stdout, stderr, env, isTty }: Io, format: Format): Output {
  const colors = isTty.stdout && !env.NO_COLOR && env.TERM !== "dumb";
  let mark: string | undefined;
  const text = (lines: readonly Line[]) => {
    stdout.write(lines.map((line) => `${formatLine(line, colors)}\n`).join(""));
  };
  const note = (message: string) => {
    stderr.write(`${message.split("\n").map(printable).join("\n")}\n`);
  };
  return {
    format,
    data(value, lines) {
      if (format === "text") return text(mark === undefined ? lines() : [...lines(), dim(mark)]);
      if (mark !== undefined) note(mark);
      stdout.write(`${printableJson(value, "indented")}\n`);
    },
    text,
    mark(text) {
      mark = text;
    },
    jsonLine: (value) => void stdout.write(`${printableJson(value, "line")}\n`),
    note,
  };
}
