import type { ListData } from "../intents/list.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import { KIND_WORDS } from "../understand/words.ts";
import { plain } from "./plain.ts";
import { fitted, introduced, kindOf, ownerTitle, titleOf, type Voice } from "./voice.ts";

/** How many entities pass a filter, and the first of them by name with their owners. */
export function sayList(data: ListData, voice: Voice): string[] {
  const { filter, place, total, first, by, hasParts } = data;
  if (place && !hasParts) {
    return [
      `${introduced(place, voice.strong)} ${voice.warning("has no parts")} in the catalog.`,
      `Parts name it in spec.system, spec.domain or spec.subcomponentOf of their files.`,
    ];
  }
  const what = described(filter, total);
  const where = place ? ` in ${voice.strong(titleOf(place))} (${kindOf(place)})` : "";
  const counts = by.values.map(
    ({ value, total: each }) => `${each} ${by.field === "kind" ? kindWord(value) : plain(value, 40)}`,
  );
  if (total === 0) {
    return [`${voice.warning("No")} ${what}${where}.`, ...remedy(filter)];
  }
  return [
    `${voice.strong(String(total))} ${what}${where}${total > first.length ? `, the first ${first.length} by name` : ""}:`,
    ...(counts.length > 1 ? [fitted(`By ${by.field}: `, counts)] : []),
    ...first.map((each) => `  ${introduced(each)}${stage(each.lifecycle, filter)}${ownedBy(each, filter)}`),
    ...(total > first.length ? [`  +${total - first.length} more`] : []),
    ...advice(filter),
  ];
}

/** `deprecated services tagged go without an owner`. */
export function described({ kind, type, lifecycle, tag, environment, missing }: ListFilter, total: number): string {
  const isNoun = kind !== undefined || type === undefined || TYPE_NOUNS.has(type);
  const noun = isNoun ? plural(thing(kind, type), total) : `${plain(type, 40)} ${plural("entity", total)}`;
  return [
    ...(lifecycle ? [lifecycle === "production" ? "" : plain(lifecycle, 40)] : []),
    noun,
    ...(lifecycle === "production" ? ["in production"] : []),
    ...(environment ? [`in ${plain(environment, 40)}`] : []),
    ...(tag ? [`tagged ${plain(tag, 40)}`] : []),
    ...(missing ? [`without ${MISSING[missing]}`] : []),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function thing(kind: string | undefined, type: string | undefined): string {
  if (type)
    return kind === undefined || kind === "component" || kind === "resource"
      ? plain(type, 40)
      : `${plain(type, 40)} ${kindWord(kind)}`;
  return kindWord(kind);
}

/** Types that people say alone: "caches", but not "go-service". */
const TYPE_NOUNS: ReadonlySet<string> = new Set(Array.from(KIND_WORDS.values(), ({ type }) => type ?? ""));

function kindWord(kind: string | undefined): string {
  const lower = kind?.toLowerCase() ?? "entity";
  return lower === "api" ? "API" : plain(lower, 40);
}

function plural(word: string, total: number): string {
  if (total === 1) return word;
  return word.endsWith("y") ? `${word.slice(0, -1)}ies` : word.endsWith("s") ? `${word}es` : `${word}s`;
}

const MISSING: Readonly<Record<NonNullable<ListFilter["missing"]>, string>> = {
  owner: "an owner",
  runbook: "a runbook",
  docs: "docs",
  dashboard: "a dashboard",
  oncall: "an on-call rota",
  repo: "a repository",
  channel: "a channel",
  description: "a description",
  system: "a system",
  lifecycle: "a lifecycle",
  tags: "tags",
};

/** Where what is missing belongs. */
const BELONGS: Readonly<Record<NonNullable<ListFilter["missing"]>, string>> = {
  owner: "set spec.owner in its file",
  runbook: "add a link of type runbook to metadata.links of its file",
  docs: "add the annotation backstage.io/techdocs-ref, or a link of type docs, to its file",
  dashboard: "add a link of type dashboard to metadata.links of its file",
  oncall: "add the annotation callboard.dev/on-call or pagerduty.com/service-id to its file",
  repo: "add the annotation github.com/project-slug or its like to its file",
  channel: "add the annotation callboard.dev/channel to its file",
  description: "set metadata.description in its file",
  system: "set spec.system in its file",
  lifecycle: "set spec.lifecycle in its file",
  tags: "set metadata.tags in its file",
};

function advice({ missing }: ListFilter): string[] {
  return missing ? [`To give one of them what is missing, ${BELONGS[missing]}.`] : [];
}

function remedy({ tag, missing }: ListFilter): string[] {
  if (missing) return ["Nothing is missing there, as far as the catalog was read."];
  return tag ? ["Tags stand in metadata.tags of a file."] : [];
}

function stage(lifecycle: string | null, filter: ListFilter): string {
  const isTold = filter.lifecycle !== undefined || lifecycle === null || lifecycle === "production";
  return isTold ? "" : `, ${plain(lifecycle, 30)}`;
}

function ownedBy({ owner }: ListData["first"][number], { missing }: ListFilter): string {
  return owner === null || missing === "owner" ? "" : `, owned by ${ownerTitle(owner.ref, owner.title)}`;
}
