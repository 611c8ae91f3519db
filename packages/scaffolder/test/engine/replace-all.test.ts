import { describe, expect, it } from "vitest";
import { nunjitsuEngine } from "../../src/engine/nunjitsu-engine.ts";
import { withoutReplaceAll } from "../../src/engine/replace-all.ts";

const engine = nunjitsuEngine();

describe("withoutReplaceAll", () => {
  it.each([
    ['${{ values.a.replaceAll("-", "_") }}', "x_y_z"],
    ["${{ values.a.replaceAll('-', '').replaceAll('x', '(,)') }}", "(,)yz"],
    ["${{ values.a.replaceAll(values.b.replaceAll('b', '-'), \"'\") | upper }}", "X'Y'Z"],
    ["{% set c = values.a.replaceAll('-', ', ') %}${{ c }}", "x, y, z"],
    ["${{ [values.a.replaceAll('-', ''), 'a,b'] | join(';') }}", "xyz;a,b"],
    ["${{ values.missing }}a.replaceAll('x', 'y')", "a.replaceAll('x', 'y')"],
    ['${{ "it\'s .replaceAll(" }}', "it's .replaceAll("],
    ["{% raw %}${{ a.replaceAll('x', 'y') }}{% endraw %}${{ values.b }}", "${{ a.replaceAll('x', 'y') }}b"],
    ["{{ values.a.replaceAll('x', 'y') }}", "{{ values.a.replaceAll('x', 'y') }}"],
  ])("lets %s come to %s", (template, text) => {
    expect(engine.text(template, { values: { a: "x-y-z", b: "b" } })).toBe(text);
  });

  it("works in strings of steps and in cookiecutter's syntax too", () => {
    expect(engine.value("${{ a.replaceAll('-', '') }}", { a: "x-y" })).toEqual({ status: "value", value: "xy" });
    const data = { cookiecutter: { a: "x-y" } };
    expect(engine.text("{{ cookiecutter.a.replaceAll('-', '') }}", data, { cookiecutterCompat: true })).toBe("xy");
  });

  it("keeps what it cannot read", () => {
    for (const template of ["${{ a.replaceAll(", "{% raw %}.replaceAll(", "${{ a.replaceAll('x }}", ".replaceAll("])
      expect(withoutReplaceAll(template).replace(".split(", ".replaceAll(")).toBe(template);
  });

  it("S09: takes time in proportion to the text", () => {
    const before = process.cpuUsage();
    for (const part of ["${{ .replaceAll( }}", "${{", "{% raw %}.replaceAll(", ".replaceAll("])
      withoutReplaceAll(part.repeat(20_000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_500);
  });
});
