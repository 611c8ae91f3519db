import { type Box, overlap, type Point } from "./point.ts";

/** A label and the line it belongs to. */
export interface Labelled {
  /** The points of a Bézier curve: a start, and then three for each piece. */
  readonly curve: readonly Point[];
  /** Where the label was planned, with its size. */
  readonly box: Box;
}

const STEPS = 12;

/**
 * The middles of labels, in order. Each is put on its line at the point nearest to where it was planned, unless it would
 * cover something there.
 */
export function placeLabels(labels: readonly Labelled[], obstacles: readonly Box[]): readonly Point[] {
  const taken: Box[] = [...obstacles, ...labels.map(({ box }) => box)];
  return labels.map(({ curve, box }, index) => {
    const own = obstacles.length + index;
    const others = taken.filter((_, each) => each !== own);
    const places = pointsOn(curve).sort((a, b) => distance(a, box) - distance(b, box));
    const place = places.find((point) => !others.some((other) => overlap({ ...box, ...point }, other))) ?? box;
    taken[own] = { ...box, x: place.x, y: place.y };
    return { x: place.x, y: place.y };
  });
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function pointsOn(curve: readonly Point[]): Point[] {
  const found: Point[] = [];
  for (let at = 0; at + 3 < curve.length; at += 3) {
    const [a, b, c, d] = curve.slice(at, at + 4);
    if (!a || !b || !c || !d) continue;
    for (let step = 1; step < STEPS; step++) {
      const t = step / STEPS;
      const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
      const sum = (of: (point: Point) => number) =>
        [a, b, c, d].reduce((total, point, index) => total + of(point) * (weights[index] ?? 0), 0);
      found.push({ x: sum(({ x }) => x), y: sum(({ y }) => y) });
    }
  }
  return found;
}
