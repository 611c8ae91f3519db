import type { Entity } from "./entity.ts";

/** Annotations and labels of ours that the core reads. */
export const ANNOTATIONS = {
  /** How much it matters, 1 first; a tag `tier-N` says the same. */
  tier: "callboard.dev/tier",
  /** Where it runs, separated by commas; everywhere when missing. */
  environments: "callboard.dev/environments",
  /** Further names, separated by commas. */
  aliases: "callboard.dev/aliases",
  /** A chat channel as people write it, for example `#payments`. */
  channel: "callboard.dev/channel",
  slackChannel: "slack.com/channel-id",
  slackUserGroup: "slack.com/usergroup-id",
  slackUser: "slack.com/user-id",
} as const;

/** The value of one annotation, or undefined. */
export function annotation(entity: Entity, name: string): string | undefined {
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

/** Further names of an entity. */
export function aliasesOf(entity: Entity): readonly string[] {
  return listOf(annotation(entity, ANNOTATIONS.aliases));
}

function listOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
