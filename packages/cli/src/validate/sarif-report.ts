import type { Problem, Severity } from "@callboard/core";
import { ruleDescription } from "./rule-description.ts";
import type { Validation } from "./validation.ts";

/** What GitHub takes of one run; a file with more is refused as a whole. */
const MAX_RESULTS = 25_000;

const ROOT = "%SRCROOT%";

/** What a report in SARIF has to know beside the problems. */
export interface SarifContext {
  readonly version: string;
  /** The path of a location from the root of the repository; null when no file there is meant. */
  pathOf(location: string): string | null;
  /** The same text for a problem as long as it is the same problem. */
  keyOf(problem: Problem): string;
}

/**
 * The problems as a SARIF 2.1.0 log of one run, notes included, with the worst first where there are too many.
 *
 * @returns also how many problems did not fit
 */
export function sarifReport(
  { problems }: Validation,
  context: SarifContext,
): { readonly log: object; readonly omitted: number } {
  const kept = problems.length <= MAX_RESULTS ? problems : worstFirst(problems).slice(0, MAX_RESULTS);
  const rules = [...new Map(kept.map(({ rule, severity }) => [rule, severity]))].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const ruleIndexes = new Map(rules.map(([rule], index) => [rule, index]));
  const occurrences = new Map<string, number>();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Callboard",
            semanticVersion: context.version,
            informationUri: "https://www.npmjs.com/package/callboard",
            rules: rules.map(([id, severity]) => ruleOf(id, severity)),
          },
        },
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results: kept.map((problem) => {
          const key = context.keyOf(problem);
          const occurrence = (occurrences.get(key) ?? 0) + 1;
          occurrences.set(key, occurrence);
          return {
            ruleId: problem.rule,
            ruleIndex: ruleIndexes.get(problem.rule),
            level: levelOf(problem.severity),
            message: { text: problem.message },
            locations: [{ physicalLocation: physicalLocation(problem, context) }],
            partialFingerprints: { "callboardProblem/v1": `${key}:${occurrence}` },
          };
        }),
      },
    ],
  };
  return { log, omitted: problems.length - kept.length };
}

function ruleOf(id: string, severity: Severity): object {
  const text = ruleDescription(id);
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: `${text} The message of each result says what to do about it.` },
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function physicalLocation({ location, line, column }: Problem, { pathOf }: SarifContext): object {
  const path = pathOf(location);
  return {
    artifactLocation: path === null ? { uri: uriOf(location) } : { uri: uriOf(path), uriBaseId: ROOT },
    ...(line !== null && { region: { startLine: line, ...(column !== null && { startColumn: column }) } }),
  };
}

// Half a character cannot be encoded; the rest of what a path may hold would end it or begin a scheme.
function uriOf(path: string): string {
  return encodeURI(path.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[?#]/g, encodeURIComponent);
}

function levelOf(severity: Severity): "error" | "warning" | "note" {
  return severity === "info" ? "note" : severity;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((left, right) => RANK[left.severity] - RANK[right.severity]);
}
