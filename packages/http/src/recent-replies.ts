import type { CatalogView } from "@callboard/core";

/** Replies of the last requests, good until an entity changes. */
export interface RecentReplies {
  /** The reply to an address: what was answered at this revision, else what `answer` gives. */
  at(url: string, view: CatalogView, answer: () => Promise<Response>): Promise<Response>;
}

const MAX_REPLIES = 100;
const MAX_CHARACTERS = 200_000;

/**
 * Keeps what a portal asks again and again: its lists, its first pages, its facets. Views under a policy are not kept,
 * for two of them may differ at one revision.
 */
export function recentReplies(): RecentReplies {
  /** The one asked for longest ago first. */
  const kept = new Map<string, { readonly text: string; readonly headers: Headers }>();
  let revision: number | null = null;

  return {
    async at(url, view, answer) {
      if (view.isPartial) return answer();
      const now = view.revision;
      if (revision !== now) kept.clear();
      revision = now;
      const known = kept.get(url);
      if (known) {
        kept.delete(url);
        kept.set(url, known);
        return new Response(known.text, { headers: known.headers });
      }
      const reply = await answer();
      const { headers } = reply;
      const text = await reply.text();
      // The catalog may have moved on while the reply was made.
      if (text.length <= MAX_CHARACTERS && view.revision === now) kept.set(url, { text, headers });
      const [oldest] = kept.keys();
      if (kept.size > MAX_REPLIES && oldest !== undefined) kept.delete(oldest);
      return new Response(text, { headers });
    },
  };
}
