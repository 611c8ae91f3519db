/** A step that leads back to where the way came from, with the whole way, its first location again at the end. */
export type LocationCycle = readonly [from: string, to: string, way: readonly string[]];

/** Every step that closes a circle when documents are followed to those they name. Each document is visited once. */
export function locationCycles(named: ReadonlyMap<string, ReadonlyMap<string, unknown>>): readonly LocationCycle[] {
  const cycles: LocationCycle[] = [];
  const isDone = new Set<string>();
  for (const start of named.keys()) {
    const way: string[] = [];
    const isOnWay = new Set<string>();
    const rest: Iterator<string>[] = [];
    const enter = (location: string) => {
      way.push(location);
      isOnWay.add(location);
      rest.push((named.get(location) ?? new Map<string, unknown>()).keys());
    };
    if (!isDone.has(start)) enter(start);
    for (let from = way.at(-1); from !== undefined; from = way.at(-1)) {
      const step = rest.at(-1)?.next();
      if (!step || step.done) {
        way.pop();
        rest.pop();
        isOnWay.delete(from);
        isDone.add(from);
      } else if (isOnWay.has(step.value))
        cycles.push([from, step.value, [...way.slice(way.indexOf(step.value)), step.value]]);
      else if (!isDone.has(step.value)) enter(step.value);
    }
  }
  return cycles;
}
