import { CatalogError, type CatalogErrorCode } from "@callboard/core";
import type { Place, TemplateErrorCode } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { type CommandLine, commandLineFor } from "./command-line.ts";
import { place } from "./place.ts";
import { printable } from "./printable.ts";

const EXIT_CODES: Readonly<Record<CatalogErrorCode, ExitCode>> = {
  "invalid-entity-ref": EXIT.usage,
  "invalid-argument": EXIT.usage,
  "invalid-kind": EXIT.usage,
  "invalid-config": EXIT.usage,
  "invalid-query": EXIT.usage,
  "limit-exceeded": EXIT.usage,
  "source-not-found": EXIT.usage,
  "package-missing": EXIT.usage,
  "entity-not-found": EXIT.findings,
  "nothing-to-confirm": EXIT.findings,
  "not-in-quarantine": EXIT.findings,
  "catalog-closed": EXIT.findings,
  "nothing-readable": EXIT.unreachable,
  "source-unreachable": EXIT.unreachable,
  "snapshot-corrupt": EXIT.unreachable,
  "snapshot-too-new": EXIT.unreachable,
  "store-locked": EXIT.unreachable,
  "store-failed": EXIT.unreachable,
};

/** Templates throw errors of their own, whose package only their commands load. */
interface TemplateFault extends Error {
  readonly code: TemplateErrorCode;
  readonly place: Place | null;
}

const TEMPLATE_EXIT_CODES: Readonly<Record<TemplateErrorCode, ExitCode>> = {
  "invalid-template": EXIT.findings,
  "invalid-values": EXIT.usage,
  "invalid-action": EXIT.findings,
  "unknown-action": EXIT.findings,
  "template-failed": EXIT.findings,
  "action-failed": EXIT.findings,
  "outside-workspace": EXIT.refused,
  "already-exists": EXIT.refused,
  "not-found": EXIT.findings,
  "not-allowed": EXIT.refused,
  unreachable: EXIT.unreachable,
  "limit-exceeded": EXIT.findings,
  "package-missing": EXIT.usage,
  "task-not-found": EXIT.usage,
  "task-locked": EXIT.unreachable,
  cancelled: EXIT.findings,
};

const MANY_LINES: ReadonlySet<CatalogErrorCode> = new Set(["invalid-config", "invalid-kind"]);
const MAX_SUGGESTIONS = 5;

/** Says on stderr what went wrong and what to do next, and returns the code to end with. Stacks are for `--debug`. */
export function reportError(
  error: unknown,
  { stderr, argv, env }: Pick<Io, "stderr" | "argv" | "env">,
  commandLine: CommandLine = commandLineFor({}),
): ExitCode {
  const isDebug = argv.includes("--debug") || Boolean(env.CALLBOARD_DEBUG);
  const lines = describeError(error, isDebug, commandLine);
  stderr.write(lines.map((line) => `${printable(line)}\n`).join(""));
  if (isTemplateFault(error)) return TEMPLATE_EXIT_CODES[error.code];
  return error instanceof CatalogError ? EXIT_CODES[error.code] : EXIT.findings;
}

function describeError(error: unknown, isDebug: boolean, commandLine: CommandLine): readonly string[] {
  const stack = isDebug && error instanceof Error ? stackLines(error) : [];
  if (error instanceof CatalogError) return [...messageLines(error), ...hints(error, commandLine), ...stack];
  if (isTemplateFault(error)) return [`callboard: ${placed(error)}`, ...stack];
  const message = error instanceof Error ? error.message : String(error);
  if (isSystemError(error)) return [`callboard: ${message}`, ...stack];
  const advice = isDebug
    ? "Please report it with the lines below."
    : "Run it again with --debug and report what it prints.";
  return [`callboard: Something went wrong inside the command: ${message}`, advice, ...stack];
}

/** What is wrong with a file is a line for each thing; every other message is one line, whatever is in it. */
function messageLines({ code, message }: CatalogError): readonly string[] {
  const [first = "", ...others] = MANY_LINES.has(code) ? message.split("\n") : [message];
  return [`callboard: ${first}`, ...others.map((line) => `  ${line}`)];
}

function hints(
  { code, message, suggestions, incompleteSources }: CatalogError,
  commandLine: CommandLine,
): readonly string[] {
  const unsaid = suggestions.filter((suggestion) => !message.includes(suggestion)).slice(0, MAX_SUGGESTIONS);
  return [
    ...(unsaid.length > 0 ? [`Did you mean ${unsaid.join(", ")}?`] : []),
    ...(code === "entity-not-found" && incompleteSources.length > 0
      ? [`It may exist all the same: ${incompleteSources.join(", ")} could not be read completely.`]
      : []),
    ...(code === "entity-not-found" ? [`To look for it by other words: ${commandLine("search", "TEXT")}`] : []),
  ];
}

function stackLines(error: Error): readonly string[] {
  const own = (error.stack ?? "").split("\n");
  return error.cause instanceof Error ? [...own, "Caused by:", ...stackLines(error.cause)] : own;
}

function isTemplateFault(error: unknown): error is TemplateFault {
  return error instanceof Error && error.name === "TemplateError" && "code" in error && "place" in error;
}

function placed({ message, place: at }: TemplateFault): string {
  return at === null || at.location === "" ? message : `${place(at.location, at.line, at.column)}: ${message}`;
}

/** Errors of files and pipes say in their message what could not be done to what. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
