import { type BlastRadius, type Effect, type Mode, shortName } from "@callboard/core";
import { EFFECTS } from "./effects.ts";

/** What is left out of a picture. */
interface LeftOut {
  /** How many affected entities are counted instead of drawn. */
  readonly folded: number;
  readonly foldBy: string;
  /** How many are not even counted by group. */
  readonly unlisted: number;
}

const NAMED_ROOTS = 3;
const NAMED_BLIND_SPOTS = 4;

/** Effects as what one entity does, and several do. */
const VERBS: Readonly<Record<Effect, readonly [one: string, several: string]>> = {
  breaks: ["breaks", "break"],
  degrades: ["degrades", "degrade"],
  delayed: ["is delayed", "are delayed"],
  "at-risk": ["is at risk", "are at risk"],
};

const STATES: Readonly<Record<Mode, readonly [one: string, several: string]>> = {
  down: ["is down", "are down"],
  "read-only": ["is read-only", "are read-only"],
  slow: ["is slow", "are slow"],
  "bad-deploy": ["has a bad deploy", "have a bad deploy"],
};

/** What a blast radius shows, in a sentence: `payments-db is down: 11 break, 4 degrade`. */
export function blastRadiusTitle(radius: BlastRadius): string {
  const { roots, mode, environment, total, byEffect } = radius;
  const [one, several] = STATES[mode];
  const where = environment === undefined ? "" : ` in ${environment}`;
  const subject = `${listed(roots.map(shortName), NAMED_ROOTS)} ${roots.length === 1 ? one : several}${where}`;
  return `${subject}: ${total === 0 ? "no declared dependents" : countedEffects(byEffect)}`;
}

/** How much breaks, degrades and so on: `11 break, 4 degrade`. */
export function countedEffects(byEffect: Readonly<Record<Effect, number>>): string {
  return EFFECTS.filter((effect) => byEffect[effect] > 0)
    .map((effect) => `${byEffect[effect]} ${VERBS[effect][byEffect[effect] === 1 ? 0 : 1]}`)
    .join(", ");
}

/** What one has to know to trust the picture of a blast radius. */
export function blastRadiusNotes(radius: BlastRadius, { folded, foldBy, unlisted }: LeftOut): readonly string[] {
  const { blindSpots, incompleteSources } = radius.coverage;
  return [
    ...(folded > 0 ? [`${folded} of ${radius.total} are not drawn but counted by ${foldBy}.`] : []),
    ...(unlisted > 0 ? [`${unlisted} more are affected and not in the picture.`] : []),
    ...(radius.truncated?.reason === "budget" ? ["The walk was cut short: there is more than this."] : []),
    ...(blindSpots.length > 0
      ? [`Close by and silent about what they need: ${listed(blindSpots.map(shortName), NAMED_BLIND_SPOTS)}.`]
      : []),
    ...incompleteNote(incompleteSources),
  ];
}

/** Which sources may hold more than is known. */
export function incompleteNote(incompleteSources: readonly string[]): readonly string[] {
  return incompleteSources.length > 0 ? [`Not read completely: ${incompleteSources.join(", ")}.`] : [];
}

function listed(names: readonly string[], most: number): string {
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
}
