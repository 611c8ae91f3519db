import { type CatalogView, type EntityRef, entityRef, type Mode } from "@callboard/core";
import { isJsonObject, type Json, own } from "../limits/json.ts";
import { isEnvironment, isMode } from "../render/modes.ts";
import type { PostedMessage } from "../trust/outbox.ts";

/** What the message of an incident channel is about. */
export interface Incident {
  readonly roots: readonly EntityRef[];
  readonly mode: Mode | null;
  readonly env: string | null;
  /** The message, and what stood there before it; null until it is posted. */
  readonly posted: PostedMessage | null;
  /** A digest of what it says, to leave it alone when nothing has changed. */
  readonly told: string | null;
  readonly since: number;
}

/** An incident as the journal keeps it. */
export function incidentJson({ roots, mode, env, posted, told, since }: Incident): Json {
  return { roots: [...roots], mode, env, posted: posted && { channel: posted.channel, ts: posted.ts }, told, since };
}

/** The incident that was kept, with what of it is still in the catalog; null for anything else. */
export function incidentOf(kept: Json | undefined, view: CatalogView): Incident | null {
  if (!isJsonObject(kept) || !Array.isArray(kept.roots)) return null;
  const { mode, env, posted, told, since } = kept;
  const [channel, ts] = [own(posted, "channel"), own(posted, "ts")];
  return {
    roots: kept.roots.flatMap((ref: unknown) => (typeof ref === "string" && view.entity(ref) ? [entityRef(ref)] : [])),
    mode: isMode(mode) ? mode : null,
    env: isEnvironment(env) ? env : null,
    posted: typeof channel === "string" && typeof ts === "string" ? { channel, ts } : null,
    told: typeof told === "string" ? told : null,
    since: typeof since === "number" ? since : 0,
  };
}
