import { describe, expect, it } from "vitest";
import { scanExpressions } from "../../src/lint/expression-scan.ts";

const paths = (text: string, options?: Parameters<typeof scanExpressions>[1]) =>
  scanExpressions(text, options).paths.map(({ keys }) => keys.join("/"));
const filters = (text: string) => scanExpressions(text).filters.map(({ name }) => name);

describe("scanExpressions", () => {
  it("finds paths by dots and quoted keys, and what is compared", () => {
    expect(paths('${{ parameters.name }} ${{ steps["a-b"].output.x == each }}')).toEqual([
      "parameters/name",
      "steps/a-b/output/x",
      "each",
    ]);
  });

  it("finds filters in a row, with their arguments, and none in a quoted text", () => {
    expect(filters('${{ parameters.a | replace("| no", parameters.b) | lower }}')).toEqual(["replace", "lower"]);
  });

  it("takes no word of the language, no test, no argument's name and no written key for a path", () => {
    expect(paths("${{ { name: user.ref, b: true } if x is not defined else none }} ${{ f(a=1) }}")).toEqual([
      "user/ref",
      "x",
      "f",
    ]);
  });

  it("leaves out what is raw, a comment or no tag at all", () => {
    expect(paths("{% raw %}${{ github.sha }}{% endraw %}{# ${{ a }} #} {{ b }} ${{ c }}")).toEqual(["c"]);
    expect(paths("{%- raw -%}${{ a }} and no end")).toEqual([]);
    expect(paths("${{ never ends")).toEqual([]);
  });

  it("reads {{ }} in cookiecutter's dialect", () => {
    expect(paths("{{ cookiecutter.name }} ${{ a }}", { cookiecutterCompat: true })).toEqual(["cookiecutter/name", "a"]);
  });

  it("knows the names that blocks bring along", () => {
    const text = "{% set a = 1 %}{% for b, c in list %}{% endfor %}{%- macro d(e=1, f=2) %}{% endmacro %}";
    expect([...scanExpressions(text).own]).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("tells what a condition or a default provides for", () => {
    const text =
      "${{ a }}{% if b %}${{ c }}{%- endif %}${{ d }}${{ e or 1 }}${{ f | default(1) }}${{ g if g is defined }}";
    const guarded = scanExpressions(text).paths.filter(({ isGuarded }) => isGuarded);
    expect(guarded.map(({ keys }) => keys[0])).toEqual(["b", "c", "e", "f", "g", "g"]);
  });

  it("says where each stands", () => {
    const text = "ab\n${{ parameters.name | nope }}";
    const { filters: found, paths: used } = scanExpressions(text);
    expect(text.slice(used[0]?.offset).startsWith("parameters")).toBe(true);
    expect(text.slice(found[0]?.offset).startsWith("nope")).toBe(true);
  });

  it.each(["${{ ", "{% raw %}", "{# #}", "${{ a | b }}", "{% if a %}", '${{ "', "{%".padEnd(50)])(
    "takes time in proportion to its length: %s many times over",
    (piece) => {
      const cost = (times: number) => {
        const text = piece.repeat(times);
        const before = process.cpuUsage();
        scanExpressions(text);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      };
      cost(2_000);
      // Forty times the length costs forty times as much, sixteen hundred times if it were its square.
      expect(cost(80_000)).toBeLessThan(400 * Math.max(cost(2_000), 2_000));
    },
  );
});
