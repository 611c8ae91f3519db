import type { OnCall, OnCallData } from "../intents/oncall.ts";
import { factText, unreadLines } from "./say-facts.ts";
import { contactTexts } from "./say-owner.ts";
import { pointerText, relativeText, remedy } from "./say-pointers.ts";
import { introduced, nameOf, ownerTitle, type Voice } from "./voice.ts";

const WORDS = {
  one: "on-call",
  many: "on-calls",
  add: "pagerduty.com/service-id or callboard.dev/on-call to metadata.annotations",
};

/** Whom to page for each entity: who is on call now, else where that is kept, else its owner. */
export function sayOnCall({ about }: OnCallData, voice: Voice): string[] {
  return about.flatMap((each, index) => [...(index > 0 ? [""] : []), ...linesOf(each, voice)]);
}

function linesOf(onCall: OnCall, voice: Voice): string[] {
  const unread = unreadLines(onCall.unread ?? [], voice);
  if (onCall.now.length > 0) return [...nowLines(onCall, voice), ...ownerLine(onCall, "Owner"), ...unread];
  if (onCall.found.length > 0)
    return [...keptLines(onCall, voice), ...unread, ...ownerLine(onCall, "Or reach its owner")];
  const subject = introduced(onCall.entity, voice.strong);
  const owner = ownerLine(onCall, `No on-call is written down for ${subject}. Reach its owner`);
  return [
    ...(owner.length > 0 ? owner : [`${subject} has ${voice.warning("no on-call and no owner")}.`]),
    ...unread,
    remedy(onCall, WORDS),
  ];
}

/** Who is on call now; through whom, where it is not the entity that has an on-call. */
function nowLines({ entity, now }: OnCall, voice: Voice): string[] {
  const others = new Set(now.filter(({ of }) => of !== entity.ref).map(({ of }) => nameOf(of)));
  const through = others.size > 0 ? `, through ${[...others].join(" and ")}` : "";
  return [
    `On call for ${introduced(entity, voice.strong)}${through}:`,
    ...now.map((fact) => `  ${factText(fact, voice)}`),
  ];
}

/** Where the on-call is kept, and that who it is now was not read. */
function keptLines(onCall: OnCall, voice: Voice): string[] {
  const { entity, relation, found, unread } = onCall;
  const subject = introduced(entity, voice.strong);
  const ways = found.flatMap(({ pointers }) => pointers.map((each) => pointerText(each, WORDS))).join(" · ");
  const others = found.map(({ of }) => relativeText(relation, of)).join(" and ");
  return [
    relation === "itself"
      ? `To page for ${subject}: ${ways}`
      : `${subject} has no on-call of its own. To page ${others}: ${ways}`,
    ...(unread === null ? ["Who is on call there now is not known here: no live source is set up."] : []),
    ...(unread?.length === 0 ? ["Nobody is on call there now, as far as the live sources know."] : []),
  ];
}

function ownerLine({ ownership, entity }: OnCall, label: string): string[] {
  const { contacts, status } = ownership;
  const owners = ownership.owners.filter(({ ref }) => ref !== entity.ref);
  const reach = contacts.length > 0 ? contactTexts(contacts).slice(0, 2).join(", ") : "no contact is written down";
  if (owners.length > 0)
    return [`${label}: ${owners.map(({ ref, title }) => ownerTitle(ref, title)).join(" and ")} · ${reach}`];
  return status === "is-owner"
    ? [`${label.replace("its owner", "them").replace(/^Owner$/, "Reach them")}: ${reach}`]
    : [];
}
