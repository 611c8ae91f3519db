import type { AlertFormat, ReadLabel } from "./alert.ts";
import type { AlertLine } from "./alert-text.ts";
import { formats } from "./formats.ts";
import { isKnownLabel, labelName, labelRole } from "./label-roles.ts";
import { readLabels } from "./read-labels.ts";
import { isPodName } from "./workload-names.ts";

/** A line of a message and what the formats make of it. */
export interface ReadLine extends AlertLine {
  /** The format of the alert that it belongs to; null where the message is only a list of labels. */
  readonly format: AlertFormat | null;
  readonly labels: readonly ReadLabel[];
  /** Where an alert begins in it; null when none does. */
  readonly start: { readonly from: number; readonly to: number } | null;
  readonly isResolved: boolean;
}

/** Reads lines by the formats that most of them speak for; a line may begin an alert of another one that is present. */
export function readLines(lines: readonly AlertLine[]): {
  readonly lines: readonly ReadLine[];
  readonly isSure: boolean;
} {
  const { present, isSure } = presentFormats(lines);
  let format = present[0] ?? null;
  let heading = "";
  const read = lines.map(({ text, urls, isItem }): ReadLine => {
    const begun = beginningIn(text, present);
    format = begun?.format ?? format;
    const labels = [...readLabels(text), ...(format?.read?.(text) ?? [])].map((each) => renamed(each, format));
    // "Service" on one line and its value on the next is how fields of an attachment read as text.
    if (heading !== "" && text !== "" && labels.length === 0)
      labels.push({ label: heading, value: text.slice(0, 200) });
    heading = headingIn(text);
    for (const [label, pattern] of format?.named ?? []) {
      const name = pattern.exec(text)?.[1];
      if (name !== undefined) labels.push({ label, value: name.replace(/[.:]$/, "") });
    }
    return {
      text,
      urls,
      isItem,
      format,
      labels,
      start: begun ? fromFirstName(begun.start, text, labels) : null,
      isResolved: format?.resolved.some((each) => each.test(text)) ?? false,
    };
  });
  return { lines: read, isSure };
}

/** An alert may name its subject before what it begins with: "cart-7d9f8c6b5d-x2x4z 0/1 CrashLoopBackOff". */
function fromFirstName({ from, to }: { from: number; to: number }, text: string, labels: readonly ReadLabel[]) {
  const names = labels.flatMap(({ label, value }) => (labelRole(label) ? [text.indexOf(value)] : []));
  const first = Math.min(from, ...names.filter((at) => at >= 0));
  return { from: text.lastIndexOf(" ", first) + 1, to };
}

/** A label under the name that it has outside the format. */
export function renamed({ label, value }: ReadLabel, format: AlertFormat | null): ReadLabel {
  return { label: format?.labels?.get(label) ?? label, value };
}

/** The formats that lines speak for, the likeliest first; not sure where they do so with no more than a word in passing. */
function presentFormats(lines: readonly AlertLine[]) {
  const labelled = lines.some(({ text }) => readLabels(text).some(({ label }) => labelRole(label)));
  const scored = formats.flatMap((format) => {
    const starts = lines.some(({ text }) => format.starts.some((sign) => sign.test(text)));
    const hints = format.hints.filter((sign) =>
      lines.some(({ text, urls }) => sign.test(text) || urls.some((url) => sign.test(url))),
    );
    const score = (starts ? 3 : 0) + hints.length + (hints.length > 0 && labelled ? 1 : 0);
    return score > 0 ? [{ format, score, isSure: starts || score >= 2 }] : [];
  });
  const isSure = scored.some((each) => each.isSure);
  const told = scored.filter((each) => each.isSure || (!isSure && each.format.ids !== undefined));
  const present = told.sort((left, right) => right.score - left.score).map(({ format }) => format);
  return { present, isSure };
}

/** Where an alert begins in a line; one of another format than the likeliest only at the head of the line. */
function beginningIn(text: string, present: readonly AlertFormat[]) {
  for (const [rank, format] of present.entries()) {
    for (const sign of format.starts) {
      const match = sign.exec(text);
      if (!match) continue;
      const start = { from: match.index, to: match.index + match[0].length };
      if (rank === 0 || isHead(text.slice(0, start.from))) return { format, start };
    }
  }
  return undefined;
}

/** Nothing, or who says it: "Datadog: "; a pod that something happened to. */
function isHead(text: string): boolean {
  const pod = /^\W{0,4}(?:pod\s{1,4})?(?:[a-z\d-]{1,63}\/)?([a-z\d-]{1,253})\s{1,4}$/i.exec(text)?.[1];
  if (pod !== undefined && isPodName(pod)) return true;
  const said = /^\W{0,4}([A-Za-z][\w ]{0,24})?:?\s{0,2}$/.exec(text);
  return said !== null && !isKnownLabel(labelName(said[1] ?? ""));
}

/** The label that a line is the heading of; empty when it is none. */
function headingIn(text: string): string {
  const words = text.replace(/:$/, "").trim();
  if (words.length > 40 || words.split(" ").length > 3) return "";
  const label = labelName(words);
  return labelRole(label) && !/[-\d]/.test(words) ? label : "";
}
