const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["h", 3600],
  ["min", 60],
] as const;

/** How long ago something was, in one unit: `2 min ago`, `3 days ago`. What lies ahead, or under a minute, is `just now`. */
export function ago(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return "at an unknown time";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count > 1 && unit !== "h" && unit !== "min" ? "s" : ""} ago`;
  }
  return "just now";
}
