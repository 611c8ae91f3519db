import type { ChannelData } from "../intents/channel.ts";
import type { PointersOf } from "../intents/pointers.ts";
import { contactTexts } from "./say-owner.ts";
import { pointerText, relativeText, remedy } from "./say-pointers.ts";
import { fitted, introduced, ownerTitle, type Voice } from "./voice.ts";

const WORDS = { one: "channel", many: "channels", add: "callboard.dev/channel to metadata.annotations" };

/** Where to ask about each entity: its own channel, else that of its owner, else how else to reach them. */
export function sayChannel({ about }: ChannelData, voice: Voice): string[] {
  return about.flatMap((each) => linesOf(each, voice));
}

function linesOf(about: PointersOf, voice: Voice): string[] {
  const { entity, relation, found, ownership } = about;
  const subject = introduced(entity, voice.strong);
  if (found.length > 0) {
    const ways = found.flatMap(({ pointers }) => pointers.map((each) => pointerText(each, WORDS)));
    const whose = relation === "itself" ? "" : ` (${found.map(({ of }) => relativeText(relation, of)).join(" and ")})`;
    return [fitted(`Ask about ${subject} here: `, ways, " · ") + whose];
  }
  const owners = ownership.owners.map(({ ref, title }) => ownerTitle(ref, title));
  const reach = contactTexts(ownership.contacts);
  return [
    `${subject} has ${voice.warning("no channel")}, and neither has its owner.`,
    ...(reach.length > 0 ? [fitted(`Reach ${owners.join(" and ")} otherwise: `, reach, " · ")] : []),
    remedy(about, WORDS),
  ];
}
