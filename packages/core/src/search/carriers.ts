/** What carries a term: most often one thing, for which a set would take several times the memory. */
export type Carriers<Value extends object> = Value | Set<Value>;

/** The carriers with one more, which may be among them already. */
export function withCarrier<Value extends object>(of: Carriers<Value> | undefined, value: Value): Carriers<Value> {
  if (of === undefined || of === value) return value;
  return of instanceof Set ? of.add(value) : new Set([of, value]);
}

/** The carriers without one; undefined when that was the last. */
export function withoutCarrier<Value extends object>(
  of: Carriers<Value> | undefined,
  value: Value,
): Carriers<Value> | undefined {
  if (of === value) return undefined;
  if (of instanceof Set && of.delete(value) && of.size === 0) return undefined;
  return of;
}

/** Each of them. */
export function eachCarrier<Value extends object>(of: Carriers<Value> | undefined): Iterable<Value> {
  if (of === undefined) return [];
  return of instanceof Set ? of : [of];
}

/** How many there are. */
export function countOfCarriers<Value extends object>(of: Carriers<Value>): number {
  return of instanceof Set ? of.size : 1;
}

/** Whether something is one of them. */
export function isCarrier<Value extends object>(of: Carriers<Value> | undefined, value: Value): boolean {
  return of instanceof Set ? of.has(value) : of === value;
}
