import type { BlastRadius, CatalogView, Contact, EntityRef } from "@callboard/core";

/** A channel to tell about a failure, and whose entities break there. */
export interface NotifyTarget {
  /** What people call it, such as `#payments-oncall`; null where only its id is known. */
  readonly channel: string | null;
  readonly channelId: string | null;
  readonly owners: readonly EntityRef[];
  readonly contacts: readonly Contact[];
  /** What breaks, the worst first. */
  readonly breaks: readonly EntityRef[];
  /** What of theirs would explain all of it; null for most. */
  readonly cause: EntityRef | null;
}

/** Whom to tell that something failed. */
export interface NotifyPlan {
  /** Each channel once: that of the cause, then those where most breaks. */
  readonly targets: readonly NotifyTarget[];
  /** Owners of entities that break, and that have no channel. */
  readonly unreachable: readonly EntityRef[];
}

/**
 * Whom to tell about a blast radius: only owners of entities that break, each channel once.
 *
 * @param cause what would explain the failure; its owner is told first
 */
export function notifyPlan(
  view: CatalogView,
  { affected }: BlastRadius,
  cause: { readonly ref: EntityRef; readonly owner: EntityRef } | null = null,
): NotifyPlan {
  const broken = new Map<EntityRef, EntityRef[]>(cause ? [[cause.owner, []]] : []);
  for (const { ref, effect } of affected) {
    if (effect !== "breaks") continue;
    for (const owner of view.owner(ref).owners) {
      const refs = broken.get(owner.ref);
      if (refs) refs.push(ref);
      else broken.set(owner.ref, [ref]);
    }
  }
  const targets = new Map<string, NotifyTarget>();
  const unreachable: EntityRef[] = [];
  for (const [owner, refs] of broken) {
    const { contacts } = view.owner(owner);
    const channel = contacts.find(({ type }) => type === "channel")?.value ?? null;
    const channelId = contacts.find(({ type }) => type === "slack-channel")?.value ?? null;
    const key = channelId ?? channel?.toLowerCase().replace(/^#/, "");
    if (key === undefined) {
      unreachable.push(owner);
      continue;
    }
    const known = targets.get(key);
    targets.set(key, {
      channel: known?.channel ?? channel,
      channelId: known?.channelId ?? channelId,
      owners: [...(known?.owners ?? []), owner],
      contacts: [...(known?.contacts ?? []), ...contacts],
      breaks: [...new Set([...(known?.breaks ?? []), ...refs])],
      cause: known?.cause ?? (cause?.owner === owner ? cause.ref : null),
    });
  }
  const order = (one: NotifyTarget, other: NotifyTarget) =>
    Number(other.cause !== null) - Number(one.cause !== null) || other.breaks.length - one.breaks.length;
  return { targets: [...targets.values()].sort(order), unreachable };
}
