import { isDeepStrictEqual } from "node:util";
import type { ObservedAnswer, RecordedQuery } from "./recorded.ts";

/** What is different between a recorded answer and ours, one sentence each. */
export function compareAnswer(recorded: RecordedQuery, observed: ObservedAnswer): readonly string[] {
  if (observed.status !== recorded.status) return [`answers ${observed.status}, recorded is ${recorded.status}`];
  const [actual, expected] = [comparable(observed), comparable(recorded)];
  return isDeepStrictEqual(actual, expected)
    ? []
    : [`answers ${JSON.stringify(actual)}; recorded is ${JSON.stringify(expected)}`];
}

/** True when the same entities come on pages of the same sizes. */
export function sameButForOrder(recorded: RecordedQuery, observed: ObservedAnswer): boolean {
  return compareAnswer({ ...recorded, ...inOrder(recorded) }, { ...observed, ...inOrder(observed) }).length === 0;
}

function inOrder({ pages, result }: ObservedAnswer): Partial<ObservedAnswer> {
  if (!pages) return Array.isArray(result) ? { result: result.map(String).sort() } : {};
  const refs = pages.flat().sort();
  return { pages: pages.map(({ length }) => refs.splice(0, length)) };
}

function comparable(answer: ObservedAnswer): unknown {
  const { error, errors, pages, totalItems, next, prev, prevOnFollowing = [], result, nextLink } = answer;
  if (answer.status >= 400) return errors ? { errors: errors.map(({ name }) => name) } : { error };
  return pages ? { pages, totalItems, next, prev, prevOnFollowing } : { result, nextLink };
}
