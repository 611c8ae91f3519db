const DAY_MS = 24 * 3_600_000;

/** A time to read: `08:00 UTC` within a day of now, else `24 Nov, 08:00 UTC`; null when it is none. */
export function utcTime(iso: string, nowMs: number): string | null {
  const timeMs = Date.parse(iso);
  if (Number.isNaN(timeMs)) return null;
  const time = new Date(timeMs);
  const clock = `${time.toISOString().slice(11, 16)} UTC`;
  return Math.abs(timeMs - nowMs) < DAY_MS ? clock : `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]}, ${clock}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
