import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Io } from "../io.ts";
import { fittingRow } from "./fitting-row.ts";
import { jsonPieces } from "./json-pieces.ts";
import { dim, formatLine, isRow, type Line } from "./line.ts";
import { printable, printableJson } from "./printable.ts";
import { jsonWithoutWorkflowCommands, withoutWorkflowCommands } from "./workflow-command.ts";

/** What stdout carries. `github` and `sarif` are forms of `validate`; `program.ts` refuses them elsewhere. */
export type Format = "text" | "json" | "github" | "sarif";

/** Where a command writes: data on stdout, everything else on stderr. */
export interface Output {
  readonly format: Format;
  /** The result of the command: the value itself as JSON, or lines for a person. */
  data(value: unknown, lines: () => readonly Line[]): void;
  /** As {@link Output.data}, a piece at a time: a result of any size takes little memory and waits for its reader. */
  stream(value: unknown, lines: () => Iterable<Line>): Promise<void>;
  /** Lines on stdout, whatever the format. */
  text(lines: readonly Line[]): void;
  /** Commands for GitHub Actions on stdout, whatever the format. */
  commands(lines: readonly string[]): void;
  /** One value as one line of JSON, whatever the format. */
  jsonLine(value: unknown): void;
  /** From now on this stands beside all data: on stdout in text, on stderr beside JSON. */
  mark(text: string): void;
  /** A message on stderr. It says what happened and what to do next. */
  note(message: string): void;
}

/**
 * Colours only where a person looks, and not when `NO_COLOR` says otherwise; tables as narrow as the terminal. Where the output is the log of GitHub
 * Actions, what is catalog text cannot become a command of the workflow.
 */
export function outputTo({ stdout, stderr, env, isTty, columns }: Io, format: Format): Output {
  const colors = isTty.stdout && !env.NO_COLOR && env.TERM !== "dumb";
  const isWorkflow = format === "github" || env.GITHUB_ACTIONS === "true";
  const safeLine = isWorkflow ? withoutWorkflowCommands : asItIs;
  const safeJson = isWorkflow ? jsonWithoutWorkflowCommands : asItIs;
  let mark: string | undefined;
  const textOf = (line: Line): string => {
    const most = isTty.stdout && isRow(line) ? columns?.() : undefined;
    const lines = most && isRow(line) ? fittingRow(line, most) : [line];
    return lines.map((each) => `${safeLine(formatLine(each, colors))}\n`).join("");
  };
  const text = (lines: readonly Line[]) => void stdout.write(lines.map(textOf).join(""));
  const note = (message: string) => {
    stderr.write(`${message.split("\n").map(printable).map(safeLine).join("\n")}\n`);
  };
  return {
    format,
    data(value, lines) {
      if (format === "text") return text(mark === undefined ? lines() : [...lines(), dim(mark)]);
      if (mark !== undefined) note(mark);
      stdout.write(`${safeJson(printableJson(value, "indented"))}\n`);
    },
    async stream(value, lines) {
      if (format === "text") {
        await writeBatches(stdout, lines(), textOf);
        if (mark !== undefined) text([dim(mark)]);
      } else {
        if (mark !== undefined) note(mark);
        await writeBatches(stdout, jsonPieces(value), safeJson);
      }
    },
    text,
    commands: (lines) => void stdout.write(lines.map((line) => `${printable(line)}\n`).join("")),
    mark(text) {
      mark = text;
    },
    jsonLine: (value) => void stdout.write(`${safeJson(printableJson(value, "line"))}\n`),
    note,
  };
}

function asItIs(text: string): string {
  return text;
}

const BATCH_CHARACTERS = 65_536;

async function writeBatches<Piece>(
  to: Writable,
  pieces: Iterable<Piece>,
  textOf: (piece: Piece) => string,
): Promise<void> {
  let batch = "";
  const flush = async () => {
    const isFull = !to.write(batch);
    batch = "";
    if (isFull) await once(to, "drain");
  };
  for (const piece of pieces) {
    batch += textOf(piece);
    if (batch.length >= BATCH_CHARACTERS) await flush();
  }
  if (batch !== "") await flush();
}
