import type { DescribeData } from "../intents/describe.ts";
import { safeLink } from "../intents/safe-link.ts";
import { plain } from "./plain.ts";
import { factLines } from "./say-facts.ts";
import { contactTexts } from "./say-owner.ts";
import { count, fitted, kindOf, nameOf, titleOf, type Voice } from "./voice.ts";

/** What relations are called in a sentence about the entity that has them; others are shown under their own name. */
const RELATIONS: Readonly<Record<string, string>> = {
  partOf: "Part of",
  hasPart: "Parts",
  memberOf: "Member of",
  hasMember: "Members",
  childOf: "Parent",
  parentOf: "Child groups",
  ownerOf: "Owns",
  providesApi: "Provides",
  apiProvidedBy: "Provided by",
  consumesApi: "Consumes",
  apiConsumedBy: "Consumed by",
  dependsOn: "Needs",
  dependencyOf: "Needed by",
};

const LINKS = 4;

/** What an entity is, whose it is, and what is around it. */
export function sayDescribe(data: DescribeData, voice: Voice): string[] {
  const { entity, description, ownership, tags, links, related, facts } = data;
  const shownLinks = links.flatMap(({ url, title }) => {
    const address = safeLink(url);
    return address === null ? [] : [title ? `${plain(title, 40)} ${address}` : address];
  });
  return [
    `${voice.strong(titleOf(entity))} is ${withArticle(stageOf(entity))}.`,
    ...(description ? [plain(description, 220)] : []),
    ...ownerLine(ownership, voice),
    ...factLines(facts, voice),
    ...related.map(({ type, total, first }) =>
      fitted(`${RELATIONS[type] ?? plain(type)}: `, first.map(nameOf), ", ", total),
    ),
    ...(tags.length > 0
      ? [
          fitted(
            "Tags: ",
            tags.map((tag) => plain(tag, 40)),
          ),
        ]
      : []),
    ...shownLinks.slice(0, LINKS).map((link) => `Link: ${link}`),
    ...(shownLinks.length > LINKS ? [`+${count(shownLinks.length - LINKS, "more link", "more links")}`] : []),
  ];
}

function ownerLine({ status, owners, contacts }: DescribeData["ownership"], voice: Voice): string[] {
  const reach = contacts.length > 0 ? ` (${contactTexts(contacts).slice(0, 2).join(", ")})` : "";
  switch (status) {
    case "owned":
      return [`Owner: ${owners.map(({ title }) => plain(title, 60)).join(", ")}${reach}`];
    case "unowned":
      return [`Owner: ${voice.warning("nobody")}`];
    case "dangling":
      return [`Owner: ${voice.warning("one that is not in the catalog")}`];
    case "is-owner":
      return contacts.length > 0 ? [fitted("Reach: ", contactTexts(contacts), " · ")] : [];
    default:
      return status satisfies never;
  }
}

/** `deprecated service`, `service in production`. */
function stageOf(entity: DescribeData["entity"]): string {
  const { lifecycle } = entity;
  if (lifecycle === null) return kindOf(entity);
  return lifecycle === "production" ? `${kindOf(entity)} in production` : `${plain(lifecycle, 30)} ${kindOf(entity)}`;
}

function withArticle(words: string): string {
  return `${/^[aeio]/i.test(words) ? "an" : "a"} ${words}`;
}
