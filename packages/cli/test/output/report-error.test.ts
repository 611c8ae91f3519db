import { CatalogError } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { reportError } from "../../src/output/report-error.ts";
import { collected } from "../run-command.ts";

function reported(error: unknown, argv: readonly string[] = [], env = {}) {
  const stderr = collected();
  const code = reportError(error, { stderr: stderr.stream, argv, env });
  return { code, stderr: stderr.text() };
}

describe("reportError", () => {
  it("adds what was probably meant, what was not read and how to look further", () => {
    const error = new CatalogError("entity-not-found", "There is no component:default/pay.", {
      suggestions: ["component:default/pay-api"],
      incompleteSources: ["github:acme"],
    });
    expect(reported(error)).toEqual({
      code: 1,
      stderr:
        "callboard: There is no component:default/pay.\nDid you mean component:default/pay-api?\n" +
        "It may exist all the same: github:acme could not be read completely.\n" +
        "To look for it by other words: callboard search TEXT\n",
    });
  });

  it("does not repeat a suggestion that the message already makes", () => {
    const error = new CatalogError("entity-not-found", "There is no a:b/c. Did you mean a:b/d?", {
      suggestions: ["a:b/d"],
    });
    expect(reported(error).stderr).toMatch(/^callboard: There is no a:b\/c\. Did you mean a:b\/d\?\nTo look/);
  });

  it("S47: keeps a message with an escape sequence in it on its own line", () => {
    expect(reported(new CatalogError("invalid-query", "odd \u001b[2J\nname")).stderr).toBe(
      "callboard: odd \\u001b[2J\\u000aname\n",
    );
  });

  it("shows what is wrong with a file line by line", () => {
    const message = "The configuration has 2 errors:\na.yaml:1:1: one\na.yaml:2:1: \u001b[2Jtwo";
    expect(reported(new CatalogError("invalid-config", message))).toEqual({
      code: 2,
      stderr: "callboard: The configuration has 2 errors:\n  a.yaml:1:1: one\n  a.yaml:2:1: \\u001b[2Jtwo\n",
    });
  });

  it("shows no stack of an error that nobody foresaw, and says how to get it", () => {
    const { code, stderr } = reported(new TypeError("x is not a function"));
    expect(code).toBe(1);
    expect(stderr).toBe(
      "callboard: Something went wrong inside the command: x is not a function\n" +
        "Run it again with --debug and report what it prints.\n",
    );
  });

  it("shows the stack and its causes under --debug and CALLBOARD_DEBUG", () => {
    const error = new CatalogError("store-failed", "It failed.", { cause: new Error("disk full") });
    for (const { stderr } of [reported(error, ["--debug"]), reported(error, [], { CALLBOARD_DEBUG: "1" })]) {
      expect(stderr).toMatch(/^ {4}at /m);
      expect(stderr).toContain("Caused by:\nError: disk full\n");
    }
  });

  it("lets the message of a file system error speak for itself", () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" });
    expect(reported(error).stderr).toBe("callboard: ENOSPC: no space left on device, write\n");
  });
});
