import type { CatalogView, EntityRef } from "@callboard/core";
import type { Asked } from "./choose-phrase.ts";
import { notUnderstood, question } from "./conclude.ts";
import type { Message } from "./message.ts";
import type { Understanding } from "./understanding.ts";

/** What is asked about the one who asks: about the groups they belong to, else about themselves, as `alone`. */
export function aboutAsker({ intent, match }: Asked, message: Message, alone: boolean): Understanding {
  const { context, reader } = message;
  const user = context.user === undefined ? undefined : reader.names.exact(context.user, [["user"]]);
  if (!user) return notUnderstood("unknown-asker", intent.name, null);
  const groups = alone ? [] : groupsOf(user.ref, reader.view);
  return question(intent.name, groups.length > 0 ? groups : [user.ref], message, match);
}

/** The groups that a person is in, as far as the catalog holds them. */
export function groupsOf(user: EntityRef, view: CatalogView): readonly EntityRef[] {
  const relations = view.entity(user)?.relations ?? [];
  const groups = relations.filter(({ type }) => type === "memberOf").map(({ targetRef }) => targetRef);
  return groups.filter((ref) => view.entity(ref));
}
