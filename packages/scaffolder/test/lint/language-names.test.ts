import { describe, expect, it } from "vitest";
import { nunjitsuEngine } from "../../src/index.ts";
import { COOKIECUTTER_FILTERS, LANGUAGE_FILTERS, LANGUAGE_GLOBALS } from "../../src/lint/language-names.ts";

const engine = nunjitsuEngine();

/** What the engine says of a filter on nothing; a filter that is there may refuse it for other reasons. */
function saidOf(filter: string, cookiecutterCompat = false): string {
  try {
    return engine.text(
      cookiecutterCompat ? `{{ x | ${filter} }}` : `\${{ x | ${filter} }}`,
      {},
      { cookiecutterCompat },
    );
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}

describe("LANGUAGE_FILTERS", () => {
  it.each(LANGUAGE_FILTERS)("%s is a filter of the engine", (name) => {
    expect(saidOf(name)).not.toMatch(/Unknown template filter/);
  });

  it.each(["attr", "map", "tojson", "shuffle", "nope"])("%s is none", (name) => {
    expect(saidOf(name)).toMatch(/Unknown template filter/);
    expect(LANGUAGE_FILTERS).not.toContain(name);
  });
});

describe("COOKIECUTTER_FILTERS", () => {
  it.each(COOKIECUTTER_FILTERS)("%s is a filter of that dialect alone", (name) => {
    expect(saidOf(name, true)).not.toMatch(/Unknown template filter/);
    expect(saidOf(name)).toMatch(/Unknown template filter/);
  });
});

describe("LANGUAGE_GLOBALS", () => {
  it.each([
    ["range", "{% for i in range(2) %}${{ i }}{% endfor %}", "01"],
    ["cycler", '{% set c = cycler("a", "b") %}${{ c.next() }}${{ c.next() }}', "ab"],
    ["joiner", "{% set j = joiner() %}${{ j() }}x${{ j() }}", "x,"],
    ["loop", "{% for i in [1] %}${{ loop.index }}{% endfor %}", "1"],
  ])("%s is there", (name, text, expected) => {
    expect(LANGUAGE_GLOBALS).toContain(name);
    expect(engine.text(text, {})).toBe(expected);
  });
});
