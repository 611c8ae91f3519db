import { type Decision, type Predicate, parseFilter } from "@callboard/core";
import { z } from "zod";

const predicate = z.record(z.string(), z.unknown());

/** A condition as a table of roles or a policy agent writes it. */
export const writtenCondition = z.strictObject({ when: predicate, redacted: predicate.exactOptional() });

/** The decision that is written. @throws {CatalogError} `invalid-query` for a predicate that is none */
export function conditionOf({ when, redacted }: z.infer<typeof writtenCondition>): Exclude<Decision, string> {
  // The casts: that they are predicates is what parseFilter checks.
  return {
    when: parseFilter(when as Predicate),
    ...(redacted && { redacted: parseFilter(redacted as Predicate) }),
  };
}
