import type { SourceStatus } from "@callboard/core";
import { ago, plural } from "../output/ago.ts";
import type { CommandLine } from "../output/command-line.ts";
import type { Finding } from "./finding.ts";

/** With a smaller share of its rate limit left, a source is about to wait for it. */
const LITTLE_LEFT = 0.1;

/** What is wrong with one source, the worst first. */
export function sourceFindings(status: SourceStatus, now: number, commandLine: CommandLine): readonly Finding[] {
  const finding = (severity: Finding["severity"], message: string, remedy: string): Finding => ({
    severity,
    about: "source",
    source: status.name,
    message,
    remedy,
  });
  return [...healthFindings(status, now, finding, commandLine), ...usageFindings(status, finding)];
}

type Found = (severity: Finding["severity"], message: string, remedy: string) => Finding;

function healthFindings(
  status: SourceStatus,
  now: number,
  finding: Found,
  commandLine: CommandLine,
): readonly Finding[] {
  const { name, health, state, reason, entities, skipped, refusedRemovals } = status;
  const because = reason === null ? "" : `: ${reason}`;
  switch (health) {
    case "fresh":
      return [];
    case "stale":
      return [
        finding(
          "warning",
          `${name} was ${lastRead(status, now)}, which is too long ago.`,
          "Read it again. A snapshot never changes: write a new one with callboard snapshot write.",
        ),
      ];
    case "failing": {
      const kept =
        entities > 0 ? `Its ${plural(entities, "entity", "entities")} are what was ${lastRead(status, now)}.` : "";
      const message = `${name} could not be read${because.replace(/\.$/, "")}. ${kept}`.trimEnd();
      const remedy = reason?.includes("npm install")
        ? `Install what it needs, then: ${commandLine("sources")}`
        : `Check its address, its token and the network, then: ${commandLine("sources")}`;
      return [finding("error", message, remedy)];
    }
    case "degraded": {
      const [first] = skipped.first;
      const places = `${plural(skipped.count, "location")} of ${name} could not be read, such as ${first?.location}: ${first?.reason}.`;
      return [
        ...(refusedRemovals > 0 || state === "refused"
          ? [
              finding(
                "error",
                `${name} lost ${plural(refusedRemovals, "entity", "entities")} at once, which are kept${because}.`,
                `If they are really gone: ${commandLine("removals", "confirm", name)}. If not, look at what it reads.`,
              ),
            ]
          : []),
        ...(first
          ? [finding("warning", places, "Make them readable, or leave them out with exclude or filters.")]
          : []),
        ...(state === "incomplete" && !first
          ? [
              finding(
                "warning",
                `${name} was not read completely${because}.`,
                `Read it again: ${commandLine("sources")}`,
              ),
            ]
          : []),
      ];
    }
    default:
      return health satisfies never;
  }
}

function usageFindings({ name, state, documents, rateLimit }: SourceStatus, finding: Found): readonly Finding[] {
  const isUsedUp = rateLimit !== null && rateLimit.remaining < rateLimit.limit * LITTLE_LEFT;
  return [
    ...(state === "complete" && documents === 0
      ? [
          finding(
            "warning",
            `${name} holds no descriptors.`,
            "They are files named catalog-info.yaml. Other names go into its include or paths; callboard scan writes some.",
          ),
        ]
      : []),
    ...(isUsedUp
      ? [
          finding(
            "warning",
            `${name} has ${rateLimit.remaining} of ${plural(rateLimit.limit, "request")} left until ${rateLimit.resetAt}.`,
            "Read it less often with schedule.everyMs, or give it a token of its own.",
          ),
        ]
      : []),
  ];
}

function lastRead({ lastCompleteReadAt }: SourceStatus, now: number): string {
  return lastCompleteReadAt === null ? "never read completely" : `last read completely ${ago(lastCompleteReadAt, now)}`;
}
