import { describe, expect, it } from "vitest";
import { mustacheEngine } from "../../src/engine/mustache-engine.ts";

const engine = mustacheEngine();
const DATA = {
  values: { name: "R&D", tags: ["a", "b"], on: true, off: false, deep: { x: 1 }, people: [{ n: "Zed" }] },
};

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (reason) {
    return reason;
  }
}

describe("mustacheEngine", () => {
  it.each([
    ["{{ values.name }} {{{ values.name }}}", "R&D R&D"],
    ["{{#values.tags}}{{.}},{{/values.tags}}", "a,b,"],
    ["{{#values.people}}{{n}}{{/values.people}}{{^values.off}}!{{/values.off}}", "Zed!"],
    ["{{ values.deep.x }}{{ values.missing }}", "1"],
    ["{{ values.deep }}", '{"x":1}'],
    ["${{ github.sha }}", "$"],
    ["{{> partial }}", ""],
  ])("renders %s", (template, text) => {
    expect(engine.text(template, DATA)).toBe(text);
  });

  it.each([
    "{{ constructor }}",
    "{{ values.constructor.name }}",
    "{{ values.tags.constructor.name }}",
    "{{ values.name.constructor.name }}",
    "{{#values.tags.constructor}}9{{/values.tags.constructor}}",
    "{{ values.__proto__ }}",
    "{{ toString }}",
    "{{#values.name.constructor.constructor}}return process{{/values.name.constructor.constructor}}",
    "{{#values.tags}}{{ constructor }}{{/values.tags}}",
  ])("S22: %s reaches nothing", (template) => {
    expect(engine.text(template, DATA)).toBe("");
  });

  it("S22: a value that holds a tag is not rendered again", () => {
    expect(engine.text("{{ values.x }}", { values: { x: "{{ values.y }}", y: "secret" } })).toBe("{{ values.y }}");
  });

  it("S23: stops when rounds or output are too many", () => {
    const values = { list: Array.from({ length: 1_000 }, () => 1), long: "x".repeat(1_000_000) };
    const loop = `${"{{#values.list}}".repeat(4)}x${"{{/values.list}}".repeat(4)}`;
    expect(failureOf(() => engine.text(loop, { values }))).toHaveProperty("code", "limit-exceeded");
    const long = "{{#values.list}}{{values.long}}{{/values.list}}";
    expect(failureOf(() => engine.text(long, { values }))).toHaveProperty("code", "limit-exceeded");
  });

  it("says what is wrong with a text", () => {
    expect(failureOf(() => engine.text("{{#a}}", {}))).toHaveProperty("code", "template-failed");
    expect(failureOf(() => engine.text("{{ a", {}))).toHaveProperty("code", "template-failed");
  });
});
