import type { JsonObject, JsonValue } from "@callboard/core";
import { createTemplateRenderer } from "nunjitsu";
import { describe, expect, it } from "vitest";
import { nunjitsuEngine, RENDER_LIMITS } from "../../src/engine/nunjitsu-engine.ts";

const DATA = {
  parameters: { name: "shop", port: 8080, list: ["a", "b"], nothing: null, nested: { on: true } },
  secrets: { T: "hunter2" },
} satisfies JsonObject;

const engine = nunjitsuEngine();

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (reason) {
    return reason;
  }
}

describe("nunjitsuEngine", () => {
  it.each<[string, JsonValue]>([
    ["plain text", "plain text"],
    ["${{ parameters.name }}", "shop"],
    ["${{ parameters.port }}", 8080],
    ["${{ parameters.nested }}", { on: true }],
    ["${{ parameters.list }}", ["a", "b"]],
    ["${{ parameters.port }}!", "8080!"],
    ["${{ parameters.nested.on and parameters.port > 80 }}", true],
    ["${{ 'yes' if parameters.nested.on else 'no' }}", "yes"],
  ])("value gives what %s comes to, with its type", (template, value) => {
    expect(engine.value(template, DATA)).toEqual({ status: "value", value });
  });

  it("value tells nothing from an empty text", () => {
    expect(engine.value("${{ parameters.missing }}", DATA)).toEqual({ status: "nothing" });
  });

  it("value keeps a string that cannot be read, and says why and where", () => {
    expect(engine.value("x\n${{ parameters.name | }}", DATA)).toMatchObject({
      status: "unchanged",
      value: "x\n${{ parameters.name | }}",
      fault: { line: 2, message: expect.stringMatching(/./) },
    });
    expect(engine.value("${{ parameters.name | unknown }}", DATA)).toMatchObject({
      status: "unchanged",
      fault: { line: 1 },
    });
  });

  it("text fails with line and column", () => {
    const reason = failureOf(() => engine.text("one\ntwo ${{ values.x | nope }}", { values: {} }));
    expect(reason).toMatchObject({ code: "template-failed", place: { line: 2, column: expect.any(Number) } });
  });

  it("text gives a text without tags as it is, however long", () => {
    const long = "{{ x }} $ { % ".repeat(400_000);
    expect(engine.text(long, {})).toBe(long);
  });

  it("calls filters and globals that are registered, with plain data", () => {
    const own = nunjitsuEngine({
      filters: { twice: (value, by) => `${value}${value}${by ?? ""}` },
      globals: { now: () => "today", company: { name: "Acme" } },
    });
    expect(own.value("${{ parameters.name | twice('!') }}", DATA)).toEqual({ status: "value", value: "shopshop!" });
    expect(own.text("${{ now() }} ${{ company.name }}", {})).toBe("today Acme");
  });

  it("says what a filter said when it throws", () => {
    const own = nunjitsuEngine({
      filters: {
        fail() {
          throw new Error("no such repository");
        },
      },
    });
    expect(own.value("${{ 1 | fail }}", {})).toMatchObject({
      fault: { message: expect.stringContaining("no such repository") },
    });
  });

  it("trims as it is told", () => {
    const template = "a\n  {% if true %}\nb\n  {% endif %}\nc\n";
    expect(engine.text(template, {})).toBe("a\n  \nb\n  \nc\n");
    expect(engine.text(template, {}, { trimBlocks: true, lstripBlocks: true })).toBe("a\nb\nc\n");
  });
});

describe("hostile expressions", () => {
  it.each([
    "${{ constructor.constructor('return process')() }}",
    "${{ range.constructor('return process')() }}",
    "${{ cycler.constructor('return process')() }}",
    "${{ joiner.constructor('return process')() }}",
    "${{ ({}).constructor.constructor('return process')() }}",
    "${{ [].constructor.constructor('return process')() }}",
    "${{ [].map.constructor('return process')() }}",
    "${{ ''.constructor.constructor('return process')() }}",
    "${{ (1).constructor.constructor('return process')() }}",
    "${{ parameters.constructor.constructor('return process')() }}",
    "${{ parameters.name.constructor('return process')() }}",
    "${{ parameters['con' + 'structor']['con' + 'structor']('return process')() }}",
    "${{ parameters.__proto__.polluted }}",
    "${{ parameters['__proto__']['toString'] }}",
    "${{ parameters.list.__proto__.concat }}",
    "${{ parameters | attr('constructor') }}",
    "${{ 'a' | replace('a', parameters.constructor) }}",
    "${{ [1] | map('constructor') }}",
    "${{ parameters.list | groupby('constructor.constructor') }}",
    "${{ parameters.list | sort(attribute='__proto__') }}",
    "${{ self.constructor }}",
    "${{ this.constructor }}",
    "${{ globalThis.process.env }}",
    "${{ process.env }}",
    "${{ require('node:fs') }}",
    "{% set x = range.constructor %}${{ x('return process')() }}",
    "{% for k in range.constructor %}${{ k }}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import '/etc/passwd' as x %}${{ x }}",
    "{% extends '/etc/passwd' %}",
  ])("S22: %s gives no function and no file", (template) => {
    const result = engine.value(template, DATA);
    if (result.status === "value")
      expect(String(JSON.stringify(result.value))).not.toMatch(/function|native|root:|PATH/);
    const text = failureOf(() => engine.text(template, DATA));
    if (typeof text === "string") expect(text).not.toMatch(/native code|root:|PATH=/);
    else expect(text).toHaveProperty("code", "template-failed");
    expect({}).not.toHaveProperty("polluted");
  });

  it("S22: a value that holds an expression is not rendered again", () => {
    const data = { parameters: { name: "${{ secrets.T }}" }, secrets: { T: "hunter2" } };
    expect(engine.value("${{ parameters.name }}", data)).toEqual({ status: "value", value: "${{ secrets.T }}" });
    expect(engine.value("x ${{ parameters.name | upper }}", data)).toEqual({
      status: "value",
      value: "x ${{ SECRETS.T }}",
    });
    expect(engine.text("${{ parameters.name }}", data)).toBe("${{ secrets.T }}");
  });

  it("S05: reserved names in values are refused, and pollute nothing", () => {
    const values = JSON.parse('{"__proto__":{"polluted":true}}');
    expect(failureOf(() => engine.text("${{ values.polluted }}", { values }))).toHaveProperty(
      "code",
      "template-failed",
    );
    expect({}).not.toHaveProperty("polluted");
  });

  it("S08: regular expressions do not run", () => {
    const before = process.cpuUsage();
    const result = engine.value(`\${{ '${"a".repeat(28)}!' | replace(r/^(a+)+$/g, '') }}`, {});
    expect(result.status).toBe("unchanged");
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
  });
});

describe("the limits of a rendering", () => {
  it.each([
    ["10⁹ rounds of a range", "{% for i in range(1000000000) %}x{% endfor %}"],
    [
      "10⁹ rounds of nested loops",
      "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
    ["a text of 10 GB by doubling", "{% set s = 'xxxxxxxxxx' %}".concat("{% set s = s ~ s %}".repeat(30), "${{ s }}")],
    ["a text of 10 GB by a filter", "${{ 'x' | center(10000000000) }}"],
    ["a macro that calls itself", "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}"],
    ["nesting of 10,000", `\${{ ${"(".repeat(10_000)}1${")".repeat(10_000)} }}`],
  ])("S23: stop %s", (_, template) => {
    const before = process.cpuUsage();
    const memory = process.memoryUsage().rss;
    expect(failureOf(() => engine.text(template, {}))).toHaveProperty("name", "TemplateError");
    expect(engine.value(template, {}).status).toBe("unchanged");
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(256 * 2 ** 20);
  });

  it("bite though the interpreter ignores those that its constructor is given", () => {
    const template = "{% for i in range(1000) %}x{% endfor %}";
    const careless = createTemplateRenderer({ limits: { workUnits: 10 } } as Parameters<
      typeof createTemplateRenderer
    >[0]);
    expect(careless.render(template, {})).toHaveLength(1_000);
    const careful = nunjitsuEngine({ limits: { workUnits: 10 } });
    expect(failureOf(() => careful.text(template, {}))).toHaveProperty("code", "limit-exceeded");
    expect(careful.value(template, {}).status).toBe("unchanged");
    expect(engine.text(template, {})).toHaveLength(1_000);
  });

  it.each(["sourceCodeUnits", "workUnits", "outputCodeUnits"] as const)("%s can be lowered alone", (name) => {
    const low = nunjitsuEngine({ limits: { [name]: 5 } });
    expect(failureOf(() => low.text("${{ 'abcdef' ~ 'ghi' ~ 'jkl' ~ 'mno' }}", {}))).toHaveProperty(
      "name",
      "TemplateError",
    );
    expect(RENDER_LIMITS[name]).toBeGreaterThan(5);
  });
});
