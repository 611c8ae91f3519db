import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isSecretField, knownFields } from "../../src/config/schema-fields.ts";
import { secretText } from "../../src/config/sections/text.ts";

describe("isSecretField", () => {
  it("S37: finds what is marked as a secret, in lists, in one of several forms and with a description", () => {
    const source = z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("plain"), host: z.string() }),
      z.strictObject({ type: z.literal("locked"), token: secretText.exactOptional().describe("How to get in.") }),
    ]);
    const schema = z.toJSONSchema(z.strictObject({ sources: z.array(source).default([]) }), { io: "input" });
    expect(isSecretField(["sources", "0", "token"], schema)).toBe(true);
    expect(isSecretField(["sources", "0", "host"], schema)).toBe(false);
    expect(isSecretField(["sources"], schema)).toBe(false);
  });
});

describe("knownFields", () => {
  it("lists the fields at a place, of its form where it names one, and none where any key will do", () => {
    const fields = ["type", "root", "include", "exclude", "name", "rules", "schedule"];
    expect(knownFields(["sources", 0], "file")).toEqual(fields);
    for (const type of [undefined, "nothing"]) {
      expect(knownFields(["sources", 0], type)).toEqual(expect.arrayContaining([...fields, "bucket", "groups"]));
    }
    expect(knownFields(["guard"])).toEqual(["maxLostShare", "minEntities", "maxOwned"]);
    expect(knownFields(["lint", "rules"])).toEqual([]);
    expect(knownFields(["nothing", "there"])).toEqual([]);
    expect(knownFields(["constructor"])).toEqual([]);
  });
});
