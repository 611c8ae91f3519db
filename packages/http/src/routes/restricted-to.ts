import { type Filter, type Predicate, parseFilter } from "@callboard/core";

/** A filter that only what a further predicate matches can pass. */
export function restrictedTo(further: Predicate, filter: Filter = {}): Predicate {
  return { $all: [parseFilter(filter), further] };
}
