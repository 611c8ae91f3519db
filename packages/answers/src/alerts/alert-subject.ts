import type { Candidate, CatalogView, EntityRef } from "@callboard/core";

/** What an alert is about. */
export type AlertSubject =
  | { readonly type: "found"; readonly ref: EntityRef; readonly text: string; readonly because: string }
  | { readonly type: "several"; readonly text: string; readonly candidates: readonly Candidate[] }
  /** It names something that is not in the catalog. */
  | { readonly type: "unknown"; readonly text: string; readonly candidates: readonly Candidate[] }
  /** It names nothing outright: all there is are the words of its prose. */
  | { readonly type: "unnamed" };

/** One of the entities of `refs` if there is just one, else a choice of them; undefined if there is none. */
export function subjectAmong(
  refs: readonly EntityRef[],
  text: string,
  because: string,
  view: CatalogView,
): AlertSubject | undefined {
  const [only, ...others] = refs;
  if (only === undefined) return undefined;
  if (others.length === 0) return { type: "found", ref: only, text, because };
  const candidates = refs.slice(0, OFFERED).map((ref): Candidate => {
    const title = view.entity(ref)?.metadata.title ?? null;
    return { ref, title, match: "name", score: 1, reason: "A label of the alert names it." };
  });
  return { type: "several", text, candidates };
}

/** What the alert names is not in the catalog; with what is called nearly so. */
export function unknownSubject(text: string, view: CatalogView): AlertSubject {
  return { type: "unknown", text, candidates: view.resolve(text, { limit: OFFERED }).candidates };
}

const OFFERED = 5;
