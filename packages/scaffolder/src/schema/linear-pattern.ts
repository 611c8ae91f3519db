import { RE2JS } from "re2js";

/** A pattern whose time grows with the length of the text alone, whatever the pattern is. */
export interface LinearPattern {
  test(text: string): boolean;
}

/**
 * A regular expression of ECMAScript for an engine without backtracking, so that `^(a+)+$` can do no harm. Back-references
 * and look-around have no such form.
 *
 * @throws {Error} that says what the engine cannot do
 */
export function linearPattern(pattern: string): LinearPattern {
  if (pattern.length > MAX_PATTERN) throw new Error(`the pattern is longer than ${MAX_PATTERN} characters`);
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.matcher(text).find() };
}

const MAX_PATTERN = 10_000;
