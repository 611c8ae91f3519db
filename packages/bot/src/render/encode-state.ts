import { createHash } from "node:crypto";
import { CatalogError, type CatalogView, type EntityRef, entityRef } from "@callboard/core";
import { blockLimits } from "../limits/block-limits.ts";
import type { ActionState } from "./action-state.ts";
import { isEnvironment, isMode } from "./modes.ts";
import { isAskable } from "./questions.ts";

/** Where state is kept, by how much fits there. */
export type StatePlace = "value" | "block-id" | "metadata";

/**
 * A state as compact JSON, for the value of a button (2,000 characters), the id of a block (255) or the metadata of a
 * view (3,000). Long refs become keys. Null when it does not fit even so: then leave the button out.
 */
export function encodeState(state: ActionState, place: StatePlace = "value"): string | null {
  if (state.roots.length > MAX_ROOTS || (state.text?.length ?? 0) > LONGEST_TEXT) return null;
  for (const longest of [PLAIN_REF, 0]) {
    const text = JSON.stringify({
      v: 1,
      intent: state.intent,
      roots: state.roots.map((ref) => refKey(ref, longest)),
      ...(state.mode && { mode: state.mode }),
      ...(state.env !== undefined && { env: state.env }),
      ...(state.team && { team: refKey(state.team, longest) }),
      ...(state.text !== undefined && { text: state.text }),
    });
    if (text.length <= PLACES[place]) return text;
  }
  return null;
}

/**
 * The state that {@link encodeState} wrote; null for anything it would not have written, and for a key of an entity
 * that is no longer there. A value can come from a message of an older version, or from somebody who made it up.
 */
export function decodeState(text: string, view: CatalogView): ActionState | null {
  const written = text.length <= PLACES.metadata ? parsed(text) : null;
  if (written === null || Object.keys(written).some((key) => !FIELDS.has(key))) return null;
  const { v, intent, roots, mode, env, team, text: question } = written;
  if (v !== 1 || typeof intent !== "string" || !isAskable(intent)) return null;
  if (!Array.isArray(roots) || roots.length > MAX_ROOTS) return null;
  const refs = roots.flatMap((root: unknown) => readRefKey(root, view) ?? []);
  const owner = team === undefined ? undefined : readRefKey(team, view);
  if (refs.length !== roots.length || owner === null) return null;
  if (mode !== undefined && !isMode(mode)) return null;
  if (env !== undefined && !isEnvironment(env)) return null;
  if (question !== undefined && (typeof question !== "string" || question.length > LONGEST_TEXT)) return null;
  return {
    intent,
    roots: refs,
    ...(mode !== undefined && { mode }),
    ...(env !== undefined && { env }),
    ...(owner !== undefined && { team: owner }),
    ...(question !== undefined && { text: question }),
  };
}

/** A ref of up to `longest` characters as it is, else a key of 23 characters that is the same in every process. */
export function refKey(ref: EntityRef, longest: number = blockLimits.optionValue): string {
  return ref.length <= longest ? ref : `~${createHash("sha256").update(ref).digest("base64url").slice(0, 22)}`;
}

/** The ref that a key stands for; null for what is neither a ref nor the key of an entity of the catalog. */
export function readRefKey(key: unknown, view: CatalogView): EntityRef | null {
  if (typeof key !== "string" || key.length > LONGEST_REF) return null;
  if (/^~[\w-]{22}$/.test(key)) return keysOf(view).get(key) ?? null;
  try {
    const ref = entityRef(key);
    return ref === key ? ref : null;
  } catch (error) {
    if (error instanceof CatalogError) return null;
    throw error;
  }
}

const PLACES: Readonly<Record<StatePlace, number>> = {
  value: blockLimits.buttonValue,
  "block-id": blockLimits.blockId,
  metadata: blockLimits.privateMetadata,
};
const FIELDS: ReadonlySet<string> = new Set(["v", "intent", "roots", "mode", "env", "team", "text"]);
const MAX_ROOTS = 50;
const LONGEST_REF = 600;
const LONGEST_TEXT = 300;
/** Longer refs are keyed even where there is room: a value stays readable in logs. */
const PLAIN_REF = 120;

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const keyed = new WeakMap<CatalogView, { readonly revision: number; readonly refs: ReadonlyMap<string, EntityRef> }>();
const PAGE = 5_000;

/** Every ref by its key. Made when the first key of a revision is read, which is seldom: most refs are short. */
function keysOf(view: CatalogView): ReadonlyMap<string, EntityRef> {
  const known = keyed.get(view);
  if (known?.revision === view.revision) return known.refs;
  const refs = new Map<string, EntityRef>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = view.query({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    for (const { kind, metadata } of page.items) {
      const { name, namespace } = metadata;
      const ref = entityRef({ kind, name, ...(namespace !== undefined && { namespace }) });
      refs.set(refKey(ref, 0), ref);
    }
    cursor = page.next;
  }
  keyed.set(view, { revision: view.revision, refs });
  return refs;
}
