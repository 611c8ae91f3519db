const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How long ago an ISO time was, for a person: `3 days ago`. A time to come, as after a clock was set, is `just now`. */
export function ago(time: string, now: number): string {
  const elapsedMs = now - Date.parse(time);
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(elapsedMs / unitMs);
    if (count >= 1) return `${plural(count, unit)} ago`;
  }
  return "just now";
}

/** A number with its noun: `1 entity`, `1,204 entities`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
