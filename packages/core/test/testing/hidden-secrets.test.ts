import { secretsIn, wholeError } from "@callboard/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const SECRET = "canary+Zq8x7/w3-pass==";

describe("secretsIn", () => {
  const bytes = Buffer.from(SECRET);
  it.each([
    ["as it is", SECRET],
    ["for an address", encodeURIComponent(SECRET)],
    ["in base64", bytes.toString("base64")],
    ["in base64 behind a user name", Buffer.from(`user:${SECRET}`).toString("base64")],
    ["in base64 for an address", bytes.toString("base64url")],
    ["in hexadecimal", bytes.toString("hex")],
    ["escaped", [...SECRET].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join("")],
    ["over two lines", `${SECRET.slice(0, 9)}\n  ${SECRET.slice(9)}`],
  ])("finds a secret %s", (_, form) => {
    expect(secretsIn(`status 401: ${form}.`, [SECRET, "another one"])).toEqual([SECRET]);
  });

  it("finds a secret in base64 whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, behind) => {
        const text = Buffer.from(`${before}${SECRET}${behind}`).toString("base64");
        expect(secretsIn(text, [SECRET])).toEqual([SECRET]);
      }),
    );
  });

  it("finds nothing in other texts", () => {
    expect(secretsIn("The token canary was not accepted (status 401).", [SECRET])).toEqual([]);
  });
});

describe("wholeError", () => {
  it("gives the message, own fields and causes of an error, also of one that holds itself", () => {
    const cause = Object.assign(new Error("inner"), { headers: { authorization: "one" } });
    const outer = Object.assign(new Error("outer", { cause }), { code: "two" });
    Object.assign(cause, { self: cause });
    const whole = wholeError(outer);
    for (const part of ["outer", "two", "inner", "one"]) expect(whole).toContain(part);
    expect(wholeError("text")).toContain("text");
  });
});
