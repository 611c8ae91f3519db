import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import type { StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import { eachInTurns, type Pause } from "./time-slices.ts";

/** What tells a rename from one entity that went and another that came. */
export interface RenameContext {
  /** A document as it was last read. */
  previous(key: string): StoredDocument | undefined;
  /** True when no document describes a ref any more whose description in force was in this document. */
  isGone(ref: EntityRef, key: string): boolean;
  /** True when nothing described a ref before. */
  isNew(ref: EntityRef): boolean;
}

/**
 * The documents, in which renamed entities remember the refs they had. An entity is renamed when its document, as long
 * as before, describes at the same place a new ref with the same kind or the same name, and the old one is gone.
 */
export async function rememberRenames(
  documents: readonly StoredDocument[],
  context: RenameContext,
  pause: Pause,
): Promise<readonly StoredDocument[]> {
  const remembering: StoredDocument[] = [];
  await eachInTurns(documents, pause, (document) => void remembering.push(withFormerRefs(document, context)));
  return remembering;
}

function withFormerRefs(document: StoredDocument, context: RenameContext): StoredDocument {
  const before = context.previous(document.key)?.claims;
  if (before?.length !== document.claims.length) return document;
  const claims = document.claims.map((stored, place) => {
    const was = before[place];
    return was && isRename(was, stored, document.key, context) ? renamed(was, stored) : stored;
  });
  return claims.every((stored, place) => stored === document.claims[place]) ? document : { ...document, claims };
}

/** How many former refs an entity remembers. */
const MAX_FORMER_REFS = 10;

function isRename(was: StoredEntity, is: StoredEntity, key: string, { isGone, isNew }: RenameContext): boolean {
  if (was.ref === is.ref || !isNew(is.ref) || !isGone(was.ref, key)) return false;
  const before = entityRefParts(was.ref);
  const after = entityRefParts(is.ref);
  return before.kind === after.kind || before.name === after.name;
}

function renamed(was: StoredEntity, is: StoredEntity): StoredEntity {
  const former = new Set([was.ref, ...(was.formerRefs ?? []), ...(is.formerRefs ?? [])]);
  former.delete(is.ref);
  return { ...is, formerRefs: [...former].slice(0, MAX_FORMER_REFS) };
}
