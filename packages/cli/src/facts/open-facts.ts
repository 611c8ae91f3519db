import { CatalogError, systemClock } from "@callboard/core";
import type { FactReader, FactSource } from "@callboard/facts";
import { configError } from "../config/config-problem.ts";
import { problemWith } from "../config/problem-with.ts";
import type { Session } from "../session.ts";
import { configuredSource } from "./configured-source.ts";

/**
 * Reads live facts from the services that the configuration in force names; undefined where it names none, and then no
 * code of any is loaded. Close it when the command ends.
 *
 * @param further sources that are told of facts, not configured
 * @throws {CatalogError} `invalid-config` with all that is wrong about them
 */
export async function openFacts(
  { config: read, io }: Session,
  further: readonly FactSource[] = [],
): Promise<FactReader | undefined> {
  if (!read || read.config.facts.length + further.length === 0) return undefined;
  const made = await Promise.allSettled(read.config.facts.map((each) => configuredSource(each)));
  const sources: FactSource[] = [...further];
  const faults: [index: number, message: string][] = [];
  for (const [index, outcome] of made.entries()) {
    if (outcome.status === "rejected") faults.push([index, faultOf(outcome.reason)]);
    else if (sources.some(({ id }) => id === outcome.value.id)) faults.push([index, repeated(outcome.value.id)]);
    else sources.push(outcome.value);
  }
  if (faults.length > 0) {
    throw configError(
      faults.map(([index, message]) => problemWith(`/facts/${index}/type`, `facts[${index}]: ${message}`, read)),
    );
  }
  const { factReader } = await import("@callboard/facts");
  return factReader({ sources, clock: { ...systemClock, now: io.now } });
}

/** What a source says about its options. Anything else that fails is no matter of the configuration. */
function faultOf(reason: unknown): string {
  if (reason instanceof CatalogError && reason.code === "invalid-argument") return reason.message;
  throw reason;
}

function repeated(id: string): string {
  return `There is a source of facts ${id} already. Give this one another account, instance, cluster or name, or remove it.`;
}
