import type { Pointer, PointersOf } from "../intents/pointers.ts";
import { plain } from "./plain.ts";
import { contactTexts } from "./say-owner.ts";
import { count, introduced, nameOf, ownerTitle, type Voice } from "./voice.ts";

/** What something that is looked up is called, and how to add it where it is missing. */
export interface PointerWords {
  readonly one: string;
  readonly many: string;
  /** "its system has one", "its system has some". */
  readonly other: "one" | "some";
  /** What to add: `a link titled Runbook to metadata.links`. */
  readonly add: string;
}

/** The words for each thing that is looked up. */
export const POINTER_WORDS = {
  runbook: { one: "runbook", many: "runbooks", other: "one", add: "a link titled Runbook to metadata.links" },
  docs: {
    one: "docs",
    many: "docs",
    other: "some",
    add: "backstage.io/techdocs-ref to metadata.annotations, or a link titled Docs to metadata.links,",
  },
  dashboard: { one: "dashboard", many: "dashboards", other: "one", add: "a link titled Dashboard to metadata.links" },
  repo: {
    one: "repository",
    many: "repositories",
    other: "one",
    add: "github.com/project-slug (or that of another host) to metadata.annotations",
  },
} as const satisfies Readonly<Record<string, PointerWords>>;

const LISTED = 5;

/** Where something about each entity is written down: as an address, a line each when there are several. */
export function sayPointers(about: readonly PointersOf[], words: PointerWords, voice: Voice): string[] {
  return about.flatMap((each) => linesOf(each, words, voice));
}

function linesOf(about: PointersOf, words: PointerWords, voice: Voice): string[] {
  const { entity, relation, found } = about;
  const subject = introduced(entity, voice.strong);
  const [first] = found;
  if (!first) return missingLines(about, words, voice);
  const pointers = found.flatMap((each) => each.pointers);
  const [only] = pointers;
  if (relation === "itself") {
    return only && pointers.length === 1
      ? [`${capital(words.one)} of ${subject}: ${pointerText(only, words)}`]
      : [`${subject} has ${count(pointers.length, words.one, words.many)}:`, ...listed(pointers, words)];
  }
  const lacks = `${subject} has no ${words.one} of its own`;
  const others = found.map(({ of }) => relativeText(relation, of)).join(" and ");
  return only && pointers.length === 1
    ? [`${lacks}; ${others} has ${words.other}: ${pointerText(only, words)}`]
    : [`${lacks}; ${others} ${found.length > 1 ? "have" : "has"} ${pointers.length}:`, ...listed(pointers, words)];
}

function listed(pointers: readonly Pointer[], words: PointerWords): string[] {
  const rest = pointers.length - LISTED;
  return [
    ...pointers.slice(0, LISTED).map((each) => `  ${pointerText(each, words)}`),
    ...(rest > 0 ? [`  +${rest} more`] : []),
  ];
}

/** "its system checkout", "its owner Payments (payments)", "its provider deck-planner (service)". */
export function relativeText(relation: PointersOf["relation"], of: PointersOf["entity"]): string {
  switch (relation) {
    case "itself":
      return "it";
    case "provider":
      return `its provider ${introduced(of)}`;
    case "whole":
      return `its ${plain(of.kind.toLowerCase(), 40)} ${nameOf(of.ref)}`;
    case "owner":
      return `its owner ${ownerTitle(of.ref, of.title)}`;
    default:
      return relation satisfies never;
  }
}

/** The address, and before it what it is called where that says more than "Runbook". */
export function pointerText({ url, text }: Pointer, { one, many }: Pick<PointerWords, "one" | "many">): string {
  const called = text === null ? "" : plain(text, 80);
  const saysMore = called !== "" && ![one, many].some((word) => word.toLowerCase() === called.toLowerCase());
  return [...(saysMore ? [called] : []), ...(url === null ? [] : [url])].join(" ") || called;
}

function missingLines(about: PointersOf, words: PointerWords, voice: Voice): string[] {
  const { entity } = about;
  return [`${introduced(entity, voice.strong)} has ${voice.warning(`no ${words.one}`)}.`, remedy(about, words)];
}

/** What to add, where, and who may: "Add a link titled Runbook to metadata.links in x.yaml:12 (owner: Payments, #payments)." */
export function remedy({ document, ownership, entity }: PointersOf, { add }: Pick<PointerWords, "add">): string {
  const [owner] = ownership.owners;
  const { location, line } = document;
  const place = `${plain(location.replace(/^(file|url):/, ""), 120)}${line === null ? "" : `:${line}`}`;
  if (!owner) return `Add ${add} in ${place}. It has no owner to ask: set spec.owner there, too.`;
  const [reach] = contactTexts(ownership.contacts);
  const isItself = owner.ref === entity.ref;
  const who = isItself ? "" : ` (owner: ${ownerTitle(owner.ref, owner.title)}${reach ? `, ${reach}` : ""})`;
  return `Add ${add} in ${place}${who}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
