import type { CatalogView, EntityRef } from "@callboard/core";
import type { SourceNote } from "./answer.ts";

/** Where entities were read, and then every source that was not read completely, or not lately: it may hold something else. */
export function sourceNotes(view: CatalogView, refs: readonly EntityRef[]): SourceNote[] {
  const statuses = view.sources();
  const read = refs.map((ref): SourceNote => {
    const { source, location, line, viewUrl, firstSeen, lastSeen, changed } = view.origin(ref);
    const status = statuses.find(({ name }) => name === source);
    return {
      source,
      state: status?.state ?? "unknown",
      health: status?.health ?? "unknown",
      reason: status?.reason ?? null,
      entity: ref,
      location,
      line,
      viewUrl,
      readAt: lastSeen,
      changedAt: changed,
      unchanged: changed === firstSeen,
    };
  });
  return [...read, ...wholeSources(view).filter(({ health }) => health !== "fresh")];
}

/** Every source as a whole: what an answer about an absence was read from. */
export function wholeSources(view: CatalogView): SourceNote[] {
  return view.sources().map(({ name, state, health, reason, lastReadAt }) => ({
    source: name,
    state,
    health,
    reason,
    entity: null,
    location: null,
    line: null,
    viewUrl: null,
    readAt: lastReadAt,
    changedAt: null,
    unchanged: false,
  }));
}
