import type { SourceStatus } from "@callboard/core";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommandLine } from "../output/command-line.ts";

/** The codes that the state of the sources asks for. */
export function sourceCodes(sources: readonly SourceStatus[]): readonly ExitCode[] {
  return sources.map(({ state, refusedRemovals }) => {
    if (refusedRemovals > 0 || state === "refused") return EXIT.refused;
    return state === "failed" || state === "incomplete" ? EXIT.unreachable : EXIT.ok;
  });
}

/** What a person has to know about the sources before believing an answer; nothing when all is well. */
export function sourceNotes(sources: readonly SourceStatus[], commandLine: CommandLine): readonly string[] {
  const notes = sources.flatMap((source) => noteOf(source, commandLine) ?? []);
  const isEmpty =
    sources.length > 0 && sources.every(({ state, documents }) => state === "complete" && documents === 0);
  return isEmpty ? [`${names(sources)}: no descriptors here. They are files named catalog-info.yaml.`] : notes;
}

function noteOf(
  { name, state, health, reason, entities, lastCompleteReadAt }: SourceStatus,
  commandLine: CommandLine,
): string | null {
  const because = reason ? `: ${reason}` : "";
  switch (state) {
    case "complete":
    case "pending":
      return health === "stale" && lastCompleteReadAt !== null
        ? `${name} was last read completely on ${lastCompleteReadAt.slice(0, 10)}. Something may have changed since.`
        : null;
    case "failed":
      return `${name} could not be read${because}. ${entities > 0 ? "What was last read from it is used." : ""}`.trimEnd();
    case "incomplete":
      return `${name} was not read completely${because}. Something that is missing may exist all the same.`;
    case "refused":
      return `${name}: removals were refused${because}. See them with: ${commandLine("removals", "list")}`;
    default:
      return state satisfies never;
  }
}

function names(sources: readonly SourceStatus[]): string {
  return sources.map(({ name }) => name).join(", ");
}
