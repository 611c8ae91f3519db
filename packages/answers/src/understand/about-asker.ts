import type { Asked } from "./choose-phrase.ts";
import { notUnderstood, question } from "./conclude.ts";
import type { Message } from "./message.ts";
import type { Understanding } from "./understanding.ts";

/** What is asked about the one who asks: about the groups they belong to, else about themselves, as `alone`. */
export function aboutAsker({ intent, match }: Asked, message: Message, alone: boolean): Understanding {
  const { context, reader } = message;
  const user = context.user === undefined ? undefined : reader.names.exact(context.user, [["user"]]);
  if (!user) return notUnderstood("unknown-asker", intent.name, null);
  const relations = reader.view.entity(user.ref)?.relations ?? [];
  const groups = relations.filter(({ type }) => type === "memberOf").map(({ targetRef }) => targetRef);
  const existing = alone ? [] : groups.filter((ref) => reader.view.entity(ref));
  return question(intent.name, existing.length > 0 ? existing : [user.ref], message, match);
}
