import { isDeepStrictEqual } from "node:util";
import type { RecordedQuery } from "./recorded.ts";
import type { ObservedAnswer } from "./run-call.ts";

/** What is different between a recorded answer and ours, one sentence each. */
export function compareAnswer(recorded: RecordedQuery, observed: ObservedAnswer): readonly string[] {
  if (observed.type === "refused")
    return recorded.status === 400 ? [] : [`is refused: ${observed.message}; recorded is ${recorded.status}`];
  if (observed.type === "entity" && observed.ref === null && recorded.status === 404) return [];
  if (recorded.status !== 200) return [`answers, recorded is ${recorded.status}`];
  const expected = answerOf(recorded);
  const actual = comparable(observed, recorded);
  return isDeepStrictEqual(actual, expected)
    ? []
    : [`answers ${JSON.stringify(actual)}; recorded is ${JSON.stringify(expected)}`];
}

/** True when the same entities come on pages of the same sizes. */
export function sameButForOrder(recorded: RecordedQuery, observed: ObservedAnswer): boolean {
  if (observed.type !== "pages") return false;
  const { pages, result } = recorded;
  const inOrder = pages ? { pages: sorted(pages) } : Array.isArray(result) && { result: sorted([result])[0] };
  return compareAnswer({ ...recorded, ...inOrder }, { ...observed, pages: sorted(observed.pages) }).length === 0;
}

function sorted(pages: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const refs = pages.flat().sort();
  return pages.map(({ length }) => refs.splice(0, length));
}

function answerOf({ pages, totalItems, next, prev, prevOnFollowing = [], result, nextLink }: RecordedQuery): unknown {
  if (pages) return { pages, totalItems, next, prev, prevOnFollowing };
  return Array.isArray(result) ? { items: result, next: nextLink !== undefined } : result;
}

function comparable(observed: Exclude<ObservedAnswer, { type: "refused" }>, recorded: RecordedQuery): unknown {
  switch (observed.type) {
    case "entity":
      return observed.ref;
    case "facets":
      return { facets: observed.facets };
    case "pages": {
      const { pages, total: totalItems, next, prev, prevOnFollowing } = observed;
      return recorded.pages ? { pages, totalItems, next, prev, prevOnFollowing } : { items: pages[0], next };
    }
  }
}
