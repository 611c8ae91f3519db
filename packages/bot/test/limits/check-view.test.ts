import { describe, expect, it } from "vitest";
import { checkView } from "../../src/testing/index.ts";
import { chars, input, plain, section, textInput } from "./samples.ts";

const modal = (extra: object = {}) => ({ type: "modal", title: plain("Title"), blocks: [section()], ...extra });

describe("checkView", () => {
  it.each([
    ["title", 24, (n: number) => ({ title: plain(chars(n)) }), "/title/text"],
    ["submit", 24, (n: number) => ({ submit: plain(chars(n)) }), "/submit/text"],
    ["close", 24, (n: number) => ({ close: plain(chars(n)) }), "/close/text"],
    ["private_metadata", 3000, (n: number) => ({ private_metadata: chars(n) }), "/private_metadata"],
    ["callback_id", 255, (n: number) => ({ callback_id: chars(n) }), "/callback_id"],
    ["external_id", 255, (n: number) => ({ external_id: chars(n) }), "/external_id"],
  ])("takes a %s of %i characters and reports one more", (_, max, of, pointer) => {
    expect(checkView(modal(of(max)))).toEqual([]);
    expect(checkView(modal(of(max + 1)))).toEqual([expect.objectContaining({ code: "too-long", pointer })]);
  });

  it.each([
    ["another type", { ...modal(), type: "sheet" }, "unknown-type", "/type"],
    ["no title", { type: "modal", blocks: [section()] }, "missing-field", ""],
    ["no blocks", { type: "home" }, "missing-field", ""],
    ["a title on a Home tab", { type: "home", title: plain("T"), blocks: [] }, "unknown-field", "/title"],
    ["inputs that cannot be submitted", modal({ blocks: [input(textInput())] }), "missing-field", ""],
    ["a block that Slack does not know", modal({ blocks: [{ type: "nope" }] }), "unknown-type", "/blocks/0/type"],
    ["no object", null, "wrong-type", ""],
  ])("reports %s", (_, view, code, pointer) => {
    expect(checkView(view)).toEqual([expect.objectContaining({ code, pointer })]);
  });
});
