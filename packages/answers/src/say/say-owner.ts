import type { Contact, EntityRef } from "@callboard/core";
import type { OwnerData } from "../intents/owner.ts";
import { plain } from "./plain.ts";
import { onCallLines } from "./say-facts.ts";
import { fitted, introduced, nameOf, ownerTitle, titleOf, type Voice } from "./voice.ts";

/** Who owns each entity, how to reach them, and why that is so. */
export function sayOwner({ owned }: OwnerData, voice: Voice): string[] {
  return owned.flatMap((each, index) => [...(index > 0 ? [""] : []), ...ownerLines(each, voice)]);
}

function ownerLines({ entity, ownership, parents, onCall }: OwnerData["owned"][number], voice: Voice): string[] {
  const subject = introduced(entity, voice.strong);
  const above = parents.length > 0 ? [fitted("Part of: ", parents.map(titleOf), ", in ")] : [];
  switch (ownership.status) {
    case "owned": {
      const owners = ownership.owners.map(({ ref, title }) => voice.strong(ownerTitle(ref, title)));
      return [
        fitted(`${subject} is owned by `, owners, " and "),
        ...reachLines(
          ownership.contacts,
          ownership.owners.map(({ ref }) => ref),
        ),
        ...onCallLines(onCall, voice),
        ...above,
        `Why: ${plain(ownership.reason, 200)}`,
      ];
    }
    case "is-owner":
      return [
        `${subject} is an owner itself.`,
        ...reachLines(ownership.contacts, [entity.ref]),
        ...onCallLines(onCall, voice),
        ...above,
        `To see what it owns, ask "what does ${nameOf(entity.ref)} own".`,
      ];
    case "unowned":
      return [
        `${subject} has ${voice.warning("no owner")}.`,
        `Why: ${plain(ownership.reason, 200)}`,
        "To give it one, set spec.owner in its file, for example to group:default/your-team.",
      ];
    case "dangling":
      return [
        `${subject} names ${voice.warning("an owner that is not in the catalog")}.`,
        `Why: ${plain(ownership.reason, 200)}`,
        "Correct spec.owner in its file, or add the group it names to the catalog.",
      ];
    default:
      return ownership.status satisfies never;
  }
}

/** How to reach owners; says so when the way leads to a group above them, or when there is none. */
function reachLines(contacts: readonly Contact[], owners: readonly EntityRef[]): string[] {
  if (contacts.length === 0) {
    return ["Reach them: no channel, user group or e-mail is written down. They can add callboard.dev/channel."];
  }
  const stranger = contacts.find(({ of }) => !owners.includes(of));
  const through = stranger ? `Reach them through ${nameOf(stranger.of)}: ` : "Reach them: ";
  return [fitted(through, contactTexts(contacts), " · ")];
}

const CONTACT_LABELS: Readonly<Record<Contact["type"], string>> = {
  channel: "",
  email: "",
  "slack-channel": "Slack channel ",
  "slack-usergroup": "Slack user group ",
  "slack-user": "Slack user ",
};

/** The ways to reach an owner. Ids that only Slack turns into names are left out where there is anything else. */
export function contactTexts(contacts: readonly Contact[]): readonly string[] {
  const readable = contacts.filter(({ type }) => CONTACT_LABELS[type] === "");
  return (readable.length > 0 ? readable : contacts).map(({ type, value }) => CONTACT_LABELS[type] + plain(value, 60));
}
