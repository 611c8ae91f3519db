import { describe, expect, it } from "vitest";
import { checkMessage, checkOptions } from "../../src/testing/index.ts";
import { chars, option, plain, section, times } from "./samples.ts";

describe("checkMessage", () => {
  it("takes 4,000 characters of text and reports one more", () => {
    expect(checkMessage({ text: chars(4000) })).toEqual([]);
    expect(checkMessage({ text: chars(4001) })).toMatchObject([{ code: "too-long", pointer: "/text" }]);
  });

  it("reports blocks without text for notifications", () => {
    expect(checkMessage({ blocks: [section()] })).toMatchObject([{ code: "missing-field", pointer: "" }]);
    expect(checkMessage({ blocks: [section()], text: "text" })).toEqual([]);
  });

  it("reports what is wrong with the blocks of an attachment, and too many attachments", () => {
    const attachments = [{ color: "#f00", blocks: [{ type: "nope" }] }];
    expect(checkMessage({ text: "a", attachments })).toMatchObject([{ pointer: "/attachments/0/blocks/0/type" }]);
    expect(checkMessage({ text: "a", attachments: times(101, () => ({})) })).toMatchObject([{ code: "too-many" }]);
  });
});

describe("checkOptions", () => {
  it("takes 100 options and reports one more", () => {
    expect(checkOptions({ options: times(100, () => option()) })).toEqual([]);
    expect(checkOptions({ options: times(101, () => option()) })).toMatchObject([{ code: "too-many" }]);
  });

  it("reports an answer with neither options nor groups, and a value that is too long", () => {
    expect(checkOptions(null)).toMatchObject([{ code: "missing-field" }]);
    expect(checkOptions({ options: [{ text: plain("a"), value: chars(76) }] })).toMatchObject([{ code: "too-long" }]);
    expect(checkOptions({ option_groups: [{ label: plain("a"), options: [] }] })).toMatchObject([{ code: "too-few" }]);
  });
});
