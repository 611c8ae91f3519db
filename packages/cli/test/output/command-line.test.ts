import { describe, expect, it } from "vitest";
import { commandLineFor } from "../../src/output/command-line.ts";

describe("commandLineFor", () => {
  it("repeats the options that name the catalog", () => {
    const commandLine = commandLineFor({ catalog: ["a", "b.yaml"], config: "c.yaml", store: "s" });
    expect(commandLine("validate")).toBe("callboard validate --catalog a --catalog b.yaml --config c.yaml --store s");
    expect(commandLineFor({ demo: true })("sources")).toBe("callboard sources --demo");
  });

  it("quotes what a shell would read otherwise", () => {
    const commandLine = commandLineFor({});
    expect(commandLine("ask", "what has no owner?")).toBe('callboard ask "what has no owner?"');
    expect(commandLine("sources", "it's $HOME")).toBe(`callboard sources 'it'\\''s $HOME'`);
  });
});
