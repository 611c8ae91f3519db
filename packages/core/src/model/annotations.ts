import type { Entity } from "./entity.ts";
import { type EntityRef, entityRef } from "./entity-ref.ts";

/** Annotations and labels of ours that the core reads. */
export const ANNOTATIONS = {
  /** How much it matters, 1 first; a tag `tier-N` says the same. */
  tier: "callboard.dev/tier",
  /** Where it runs, separated by commas; everywhere when missing. */
  environments: "callboard.dev/environments",
  /** Further names, separated by commas; one that is a whole ref is a former one. */
  aliases: "callboard.dev/aliases",
  /** A chat channel as people write it, for example `#payments`. */
  channel: "callboard.dev/channel",
  /** Where its owner comes from, where its own document does not name one. */
  ownerSource: "callboard.dev/owner-source",
  slackChannel: "slack.com/channel-id",
  slackUserGroup: "slack.com/usergroup-id",
  slackUser: "slack.com/user-id",
} as const;

/** The value of one annotation, or undefined. */
export function annotation(entity: Pick<Entity, "metadata">, name: string): string | undefined {
  const annotations = entity.metadata.annotations;
  return annotations && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
}

/** The tier of an entity, 1 matters most; null when it says nothing or nonsense. */
export function tierOf(entity: Entity): number | null {
  const written =
    annotation(entity, ANNOTATIONS.tier) ?? entity.metadata.tags?.find((tag) => /^tier-\d{1,2}$/.test(tag));
  const tier = Number(written?.replace(/^tier-/, ""));
  return Number.isInteger(tier) && tier >= 0 && tier < 100 && written?.trim() ? tier : null;
}

/** Where an entity runs; null when it does not say, which means everywhere. */
export function environmentsOf(entity: Entity): readonly string[] | null {
  const names = listOf(annotation(entity, ANNOTATIONS.environments));
  return names.length > 0 ? names : null;
}

/** Further names of an entity, without those that {@link declaredFormerRefs} gives. */
export function aliasesOf(entity: Entity): readonly string[] {
  return listOf(annotation(entity, ANNOTATIONS.aliases)).filter((alias) => !WHOLE_REF.test(alias));
}

/** Refs that an entity says it had before: its aliases that are whole refs, such as `component:default/old-name`. */
export function declaredFormerRefs(entity: Entity): readonly EntityRef[] {
  return listOf(annotation(entity, ANNOTATIONS.aliases))
    .filter((alias) => WHOLE_REF.test(alias))
    .map((alias) => entityRef(alias));
}

const WHOLE_REF = /^[a-z][a-z0-9]*:[a-z0-9-]+\/[a-z0-9][a-z0-9_.-]*$/i;

function listOf(text = ""): string[] {
  if (text === "") return [];
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
