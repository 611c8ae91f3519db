import type { Item } from "./item.ts";
import { words } from "./words.ts";

/** From when on, as somebody said it; what that is on the clock depends on when it was said, see {@link sinceTime}. */
export type Since =
  | { readonly type: "ago"; readonly ms: number }
  /** From midnight: 0 today, 1 yesterday. */
  | { readonly type: "day"; readonly daysBack: number }
  /** From Monday: 0 of this week, 1 of the last. */
  | { readonly type: "week"; readonly weeksBack: number }
  /** From midnight of the last such day; 0 is Sunday. */
  | { readonly type: "weekday"; readonly weekday: number }
  /** From the first of the month. */
  | { readonly type: "month"; readonly monthsBack: number }
  /** From a time of day, the last one that has passed. */
  | { readonly type: "time"; readonly minutes: number }
  | { readonly type: "date"; readonly date: string };

/** A time that a message names, and the items that do. */
export interface SinceReading {
  readonly since: Since;
  readonly said: ReadonlySet<number>;
}

/** The first time a message names: "today", "this week", "since 9am", "in the last 2 hours"; undefined when it names none. */
export function readSince(items: readonly Item[]): SinceReading | undefined {
  const said = items.map(({ piece }) => (piece.type === "word" ? piece.word : ""));
  for (let start = 0; start < said.length; start += 1) {
    const found = sinceAt(said, start);
    if (!found) continue;
    let first = start;
    while (first > 0 && LEADING.has(said[first - 1] ?? "")) first -= 1;
    return {
      since: found.since,
      said: new Set(Array.from({ length: start + found.length - first }, (_, at) => first + at)),
    };
  }
  return undefined;
}

/** What a time comes to in milliseconds since 1970, said at `now`. Days begin at midnight UTC. */
export function sinceTime(since: Since, now: number): number {
  const midnight = now - (now % DAY_MS);
  switch (since.type) {
    case "ago":
      return now - since.ms;
    case "day":
      return midnight - since.daysBack * DAY_MS;
    case "week":
      return midnight - (((new Date(now).getUTCDay() + 6) % 7) + 7 * since.weeksBack) * DAY_MS;
    case "weekday":
      return midnight - ((new Date(now).getUTCDay() - since.weekday + 7) % 7) * DAY_MS;
    case "month": {
      const date = new Date(now);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - since.monthsBack, 1);
    }
    case "time": {
      const today = midnight + since.minutes * MINUTE_MS;
      return today > now ? today - DAY_MS : today;
    }
    case "date":
      return Date.parse(since.date);
    default:
      return since satisfies never;
  }
}

interface Found {
  readonly since: Since;
  readonly length: number;
}

function sinceAt(said: readonly string[], start: number): Found | undefined {
  const [first = "", second = "", third = ""] = said.slice(start, start + 3);
  const fixed = FIXED.get(`${first} ${second}`);
  if (fixed) return { since: fixed, length: 2 };
  const single = FIXED.get(first);
  if (single) return { since: single, length: 1 };
  if (said[start - 1] === "at" && CLOCK.test(first)) {
    const minutes = timeOfDay(first);
    if (minutes !== undefined) return { since: { type: "time", minutes }, length: 1 };
  }
  if (
    said[start - 1] === "since" ||
    said[start - 1] === "from" ||
    said[start - 1] === "after" ||
    said[start - 1] === "on"
  ) {
    const weekday = WEEKDAYS.findIndex((day) => first === day || first === day.slice(0, 3));
    if (weekday >= 0) return { since: { type: "weekday", weekday }, length: 1 };
    const joined = said[start - 1] === "on" ? undefined : timeOfDay(first);
    if (joined !== undefined) {
      const half = second === "am" || second === "pm";
      const minutes = half ? timeOfDay(first + second) : joined;
      if (minutes !== undefined) return { since: { type: "time", minutes }, length: half ? 2 : 1 };
    }
  }
  if (/^\d{4}-\d\d-\d\d$/.test(first) && !Number.isNaN(Date.parse(first))) {
    return { since: { type: "date", date: first }, length: 1 };
  }
  const counted = RECENT.has(first) ? span(second, third) : span(first, second);
  if (!counted) return undefined;
  const length = counted.length + (RECENT.has(first) ? 1 : 0);
  const isAgo = said[start + length] === "ago";
  if (!RECENT.has(first) && !isAgo) return undefined;
  return { since: { type: "ago", ms: counted.ms }, length: length + (isAgo ? 1 : 0) };
}

/** "2 hours", "24h", "hour", "few days". */
function span(first: string, second: string): { readonly ms: number; readonly length: number } | undefined {
  const unit = UNITS.get(first);
  if (unit) return { ms: unit, length: 1 };
  const digits = /^\d{1,4}/.exec(first)?.[0] ?? "";
  const glued = UNITS.get(first.slice(digits.length));
  if (digits !== "" && glued) return { ms: Number(digits) * glued, length: 1 };
  const number = digits === first && digits !== "" ? Number(digits) : NUMBERS.get(first);
  const after = UNITS.get(second);
  return number !== undefined && after ? { ms: number * after, length: 2 } : undefined;
}

/** Minutes since midnight of "9am", "09:30", "17"; undefined for what is no time of day. */
function timeOfDay(text: string): number | undefined {
  const match = /^(\d{1,2})(?::(\d\d))?(am|pm|z|utc|h)?$/.exec(text);
  if (!match) return undefined;
  const [, hour = "", minute = "0", half] = match;
  const hours = (Number(hour) % (half === "am" || half === "pm" ? 12 : 24)) + (half === "pm" ? 12 : 0);
  return Number(hour) > 24 || Number(minute) > 59 ? undefined : hours * 60 + Number(minute);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "5am", "19:02": a time of day by its looks. */
const CLOCK = /^\d{1,2}(?:(?::\d\d)?(?:am|pm|h)|:\d\d)$/;
/** Words before a time that belong to it. */
const LEADING: ReadonlySet<string> = new Set(words("at since in over within during the from after until for on of"));
const RECENT: ReadonlySet<string> = new Set(words("last past previous"));
const WEEKDAYS = words("sunday monday tuesday wednesday thursday friday saturday");
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["an", 1],
  ["one", 1],
  ["two", 2],
  ["couple", 2],
  ["three", 3],
  ["few", 3],
]);

const UNITS: ReadonlyMap<string, number> = new Map([
  ...units("m min mins minute minutes", MINUTE_MS),
  ...units("h hr hrs hour hours", HOUR_MS),
  ...units("d day days", DAY_MS),
  ...units("w week weeks", 7 * DAY_MS),
  ...units("month months", 30 * DAY_MS),
]);

const FIXED: ReadonlyMap<string, Since> = new Map<string, Since>([
  ["today", { type: "day", daysBack: 0 }],
  ["todays", { type: "day", daysBack: 0 }],
  ["yesterday", { type: "day", daysBack: 1 }],
  ["overnight", { type: "ago", ms: 16 * HOUR_MS }],
  ["tonight", { type: "day", daysBack: 0 }],
  ["this morning", { type: "day", daysBack: 0 }],
  ["this afternoon", { type: "day", daysBack: 0 }],
  ["this evening", { type: "day", daysBack: 0 }],
  ["last night", { type: "day", daysBack: 1 }],
  ["this week", { type: "week", weeksBack: 0 }],
  ["last week", { type: "ago", ms: 7 * DAY_MS }],
  ["this month", { type: "month", monthsBack: 0 }],
  ["this hour", { type: "ago", ms: HOUR_MS }],
]);

function units(text: string, ms: number): [string, number][] {
  return words(text).map((word) => [word, ms]);
}
