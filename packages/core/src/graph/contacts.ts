import { ANNOTATIONS, annotation } from "../model/annotations.ts";
import type { Entity } from "../model/entity.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** One way to reach an owner. */
export interface Contact {
  readonly type: "slack-channel" | "slack-usergroup" | "slack-user" | "channel" | "email";
  readonly value: string;
  /** Whose it is. */
  readonly of: EntityRef;
}

/** The first is what people say to each other; ids come behind it. */
const FROM_ANNOTATIONS = [
  { type: "channel", name: ANNOTATIONS.channel },
  { type: "slack-channel", name: ANNOTATIONS.slackChannel },
  { type: "slack-usergroup", name: ANNOTATIONS.slackUserGroup },
  { type: "slack-user", name: ANNOTATIONS.slackUser },
] as const;

/** How to reach an entity as its document says: by its annotations and the email of its profile. */
export function contactsOf({ ref, entity }: StoredEntity): readonly Contact[] {
  const contacts: Contact[] = [];
  for (const { type, name } of FROM_ANNOTATIONS) {
    const value = annotation(entity, name)?.trim();
    if (value) contacts.push({ type, value, of: ref });
  }
  const email = profileText(entity, "email");
  if (email) contacts.push({ type: "email", value: email, of: ref });
  return contacts;
}

/** A text of `spec.profile`; undefined where there is none. */
export function profileText({ spec }: Entity, field: "displayName" | "email"): string | undefined {
  const profile = spec && Object.hasOwn(spec, "profile") ? spec.profile : undefined;
  const value = isJsonObject(profile) && Object.hasOwn(profile, field) ? profile[field] : undefined;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
