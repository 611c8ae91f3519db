import { MONITORS } from "./formats/monitors.ts";
import { PIPELINES } from "./formats/pipelines.ts";
import { formats } from "./formats.ts";
import { isKnownLabel, labelName } from "./label-roles.ts";
import { isLabelled } from "./read-labels.ts";
import type { ReadLine } from "./read-lines.ts";

/** A line or a clause beside alerts. */
export interface Beside {
  readonly text: string;
  /** True where it reads like a question, or stands where only a person writes: before the alert. */
  readonly asks: boolean;
}

/** What stands before the first line of an alert, behind the last, before its first word, and what asks in between. */
export function besideOf(lines: readonly ReadLine[]): Beside[] {
  const first = lines.findIndex(isStructural);
  const last = lines.findLastIndex(isStructural);
  return lines.flatMap((line, at): Beside[] => {
    const { text, start, urls } = line;
    if (start) {
      const head = text.slice(0, start.from);
      const heads =
        /\p{L}/u.test(head) && !isLabelled(head) && !isSource(head) && !isSource(head.replace(TAG, ""))
          ? [{ text: head, asks: true }]
          : [];
      return [...heads, ...clausesThatAsk(text.slice(start.to))];
    }
    if (isStructural(line)) return clausesThatAsk(outsideLabels(line));
    if (text === "" || isSource(text)) return [];
    if (ASKS.test(text) && (at < first || at > last)) {
      // "Sync failed for cart. who owns it?" is asked in the last sentence.
      return BEGINS_TO_ASK.test(text) || REQUESTS.test(text) ? [{ text, asks: true }] : sentencesThatAsk(text);
    }
    if (isLabelled(text)) return clausesThatAsk(text.slice(text.search(/[:=]/) + 1));
    if (at < first) return [{ text, asks: true }];
    // Behind an alert stand buttons and notes as well: only a question, a single word or an order counts there.
    return at > last && urls.length === 0
      ? [{ text, asks: !text.trim().includes(" ") || ASKS_WITHIN.test(text) }]
      : clausesThatAsk(text);
  });
}

/** "[P2]" and the like, between the name of a system and what it says. */
const TAG = /\s{0,2}\[[^[\]]{1,40}\]/g;

/** "PagerDuty: ", "Reason: ", a command at a prompt: what says it, and no question. */
function isSource(text: string): boolean {
  if (HEADING.test(text) && !ASKS.test(text)) return true;
  if (/^\W{0,3}(?:kubectl|oc|argocd|helm|aws|gcloud)\s/.test(text)) return true;
  const word = text.replace(/[:=\s]{1,40}$/, "").trim();
  const [first = ""] = /^\W{0,4}(\w{1,40})\]/.exec(text)?.slice(1) ?? [];
  return (
    (/[:=]\s{0,40}$/.test(text) && isKnownLabel(labelName(word))) ||
    SOURCES.has(word.toLowerCase()) ||
    SOURCES.has(first.toLowerCase())
  );
}

/** "OpsWatch Notification": what stands over an alert of a system that is not known here. */
const HEADING =
  /^\W{0,4}[A-Z][\w.-]{0,40}(?: [\w.-]{1,40}){0,2} (?:notification|alert|alerting|incident|report|event)\W{0,4}$/i;

const SOURCES: ReadonlySet<string> = new Set([...formats.map(({ name }) => name), ...MONITORS, ...PIPELINES]);

/** True for a line that belongs to the alert whatever its words say. */
export function isStructural({ labels, start, text, urls }: ReadLine): boolean {
  return (
    start !== null ||
    labels.some(({ label }) => isKnownLabel(label)) ||
    (urls.length > 0 && !text.includes(" ")) ||
    COLUMNS.test(text)
  );
}

/** What stands before the first label of a line, else behind the last. */
function outsideLabels({ text, labels }: ReadLine): string {
  const label = text.search(LABEL);
  const first = Math.min(...labels.map(({ value }) => text.indexOf(value)));
  const head = text.slice(0, Math.max(0, label < 0 && labels.length > 0 ? first : label));
  if (ASKS.test(head)) return head;
  const end = Math.max(...labels.map(({ value }) => text.lastIndexOf(value) + value.length), 0);
  return text.slice(end).replace(/^\W{1,4}/, "");
}

/** Three columns of a table. */
const COLUMNS = /\S {2,20}\S{1,60}(?: \S{1,60}){0,8} {2,20}\S/;
const LABEL = /[\w./-]{1,60}\s{0,2}[:=]\s{0,4}\S/;

const ADDRESS = /https?:\/\/\S{1,1500}/g;

function sentencesThatAsk(text: string): Beside[] {
  const said = text.split(/(?<=[.!;])\s/).at(-1) ?? text;
  return [{ text: said, asks: true }];
}

function clausesThatAsk(text: string): Beside[] {
  return text
    .replace(ADDRESS, ";")
    .split(
      /(?<=[?!;,.])\s|\s(?:-|–|—)\s|\s(?=(?:whose|whom?|who['’]?s|where['’]?s|what (?:breaks|depends|do|should))\b[^?]{2,60}\??$)/i,
    )
    .filter((clause) => ASKS.test(clause))
    .slice(-1)
    .map((clause) => ({ text: clause, asks: true }));
}

const BEGINS_TO_ASK =
  /^(?:[\s^↑<>-]|👆){0,8}(?:and )?(?:who|whom|whose|what|which|where|why|how|is|are|does|do|can|should)(?:['’]?s)?\b/iu;
/** "link me the repo", "need the runbook", "owner pls". */
const REQUESTS =
  /^\s*(?:(?:and|please|pls|plz|can you|could you) )?(?:(?:link|show|give|send|find|get|tell|drop|throw|chuck|pull up|point) (?:me|us|it|the|its)|gimme|(?:i|we) (?:need|want)|need (?:the|its|a)|any(?:one|body) (?:got|know|have|has)) |\b(?:pls|plz|please)[\s.!]*$/i;
/** "any idea whose that is", "dunno who to tell": no system writes so. */
const ASKS_WITHIN = /^.{0,60}\b(?:whose|whom?)(?:['’]?s)?\b.{0,60}$/i;
const ASKS = new RegExp(`${BEGINS_TO_ASK.source}|\\?\\s*$|${REQUESTS.source}`, "i");
