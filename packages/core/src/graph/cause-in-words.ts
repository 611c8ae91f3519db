import { type EntityRef, shortName } from "../model/entity-ref.ts";
import type { CommonCause } from "./common-cause.ts";
import type { Effect } from "./effects.ts";

/** How many names stand in a list. */
const NAMED = 3;

const DOES: readonly (readonly [effect: Effect, verb: string])[] = [
  ["breaks", "breaks"],
  ["degrades", "degrades"],
  ["delayed", "delays"],
];

/** What speaks for a cause and what against it: `breaks web and api, delays mail; changed at …`. */
export function causeInWords(cause: Omit<CommonCause, "because" | "tier">): string {
  const { ref, isSymptom, explains, contradictedBy, changedAt } = cause;
  const does = DOES.flatMap(([effect, verb]) => {
    const hit = explains.filter((each) => each.effect === effect).map((each) => each.ref);
    return hit.length > 0 ? [`${verb} ${names(hit)}`] : [];
  });
  const healthyOthers = contradictedBy.filter((each) => each !== ref);
  const parts = [
    `${isSymptom ? "is a symptom itself, and " : ""}${does.join(", ")}`,
    ...(changedAt === null ? [] : [`changed at ${changedAt}`]),
    ...(healthyOthers.length < contradictedBy.length ? ["but is known to be healthy"] : []),
    ...(healthyOthers.length > 0 ? [`but would hit ${names(healthyOthers)} too, known to be healthy`] : []),
  ];
  return parts.join("; ");
}

function names(refs: readonly EntityRef[]): string {
  const shown = refs.slice(0, refs.length > NAMED ? NAMED - 1 : NAMED).map(shortName);
  if (shown.length < refs.length) shown.push(`${refs.length - shown.length} more`);
  const last = shown.pop() ?? "";
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
}
