import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  jsonWithoutWorkflowCommands,
  withoutWorkflowCommands,
  workflowCommand,
} from "../../src/output/workflow-command.ts";

/** Reads a command as the runner of GitHub Actions does. */
function read(line: string) {
  const [, name, properties = "", data = ""] = /^::(\w+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
  const plain = (text: string) =>
    text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const pairs = properties
    .split(",")
    .map((pair) => [pair.slice(0, pair.indexOf("=")), plain(pair.slice(pair.indexOf("=") + 1))]);
  return { name, properties: Object.fromEntries(pairs), message: plain(data) };
}

describe("workflowCommand", () => {
  it("is read back as it was meant, whatever is in it", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[%:,\r\n=0-9A-F]{0,12}$/));
    fc.assert(
      fc.property(text, text, (file, message) => {
        const line = workflowCommand("error", { file, line: 3 }, message);
        expect(line).not.toMatch(/[\r\n]/);
        expect(read(line)).toEqual({ name: "error", properties: { file, line: "3" }, message });
      }),
    );
  });
});

describe("withoutWorkflowCommands", () => {
  it("S47: leaves no command in a line of a log, in either of its forms", () => {
    expect(withoutWorkflowCommands("::set-output name=a::b")).toBe(": :set-output name=a::b");
    expect(withoutWorkflowCommands(" \t ::add-mask::b")).toBe(" \t : :add-mask::b");
    expect(withoutWorkflowCommands("x ##[add-path]b ##[error]")).toBe("x # #[add-path]b # #[error]");
  });

  it("leaves all other text as it is", () => {
    expect(withoutWorkflowCommands("a::b component:default/web # [c]")).toBe("a::b component:default/web # [c]");
  });
});

describe("jsonWithoutWorkflowCommands", () => {
  it("S47: writes the same value without a command", () => {
    const json = jsonWithoutWorkflowCommands(JSON.stringify({ text: "##[add-mask]x" }));
    expect(json).not.toContain("##[");
    expect(JSON.parse(json)).toEqual({ text: "##[add-mask]x" });
  });
});
