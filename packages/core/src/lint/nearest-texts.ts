import { editDistance } from "../search/edit-distance.ts";

/**
 * Texts of a short list that a misspelt or shortened one may have meant, at most three, the best first. A third of its
 * letters may be wrong, or it may be the beginning of another, as `prod` is of `production`, or the other way round.
 */
export function nearestTexts(text: string, texts: readonly string[]): readonly string[] {
  const typed = text.toLowerCase();
  const most = Math.max(1, Math.floor(Math.min(typed.length, MAX_LETTERS) / 3));
  return texts
    .map((candidate) => ({ candidate, distance: distanceOf(typed, candidate.toLowerCase(), most) }))
    .filter(({ distance }) => distance <= most)
    .sort((left, right) => left.distance - right.distance || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ candidate }) => candidate);
}

const SHOWN = 3;
const MAX_LETTERS = 60;
const MIN_BEGINNING = 3;

function distanceOf(typed: string, candidate: string, most: number): number {
  const distance = editDistance(typed, candidate, most);
  const [short, long] = typed.length < candidate.length ? [typed, candidate] : [candidate, typed];
  return distance > most && short.length >= MIN_BEGINNING && long.startsWith(short) ? most : distance;
}
