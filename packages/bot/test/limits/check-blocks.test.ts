import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockShapes } from "../../src/limits/block-shapes.ts";
import { checkBlocks } from "../../src/testing/index.ts";
import {
  actions,
  button,
  image,
  input,
  limitSamples,
  option,
  ruleSamples,
  section,
  select,
  textInput,
} from "./samples.ts";

describe("checkBlocks", () => {
  it.each(limitSamples)(
    "takes $limit at $max and reports one more",
    ({ of, max, surface = "message", code, pointer }) => {
      expect(checkBlocks(of(max), surface)).toEqual([]);
      expect(checkBlocks(of(max + 1), surface)).toEqual([expect.objectContaining({ code, pointer })]);
    },
  );

  it.each(ruleSamples)("reports $rule", ({ blocks, surface = "message", code, pointer }) => {
    expect(checkBlocks(blocks, surface)).toEqual([expect.objectContaining({ code, pointer })]);
  });

  it("takes what is right", () => {
    const blocks = [
      section(),
      { type: "divider" },
      image(),
      actions(button({ action_id: "a" }), select({ initial_option: option() })),
      actions(button({ action_id: "a" })),
      input(textInput()),
    ];
    expect(checkBlocks(blocks, "modal")).toEqual([]);
  });

  it("knows every type of block that @slack/types knows", () => {
    const known: Record<KnownBlock["type"], true> = {
      actions: true,
      alert: true,
      card: true,
      carousel: true,
      container: true,
      context: true,
      context_actions: true,
      data_table: true,
      divider: true,
      file: true,
      header: true,
      image: true,
      input: true,
      markdown: true,
      plan: true,
      rich_text: true,
      section: true,
      table: true,
      task_card: true,
      video: true,
    };
    expect(Object.keys(blockShapes).sort()).toEqual(Object.keys(known).sort());
  });

  it("says where in words of Slack", () => {
    expect(checkBlocks([section("x".repeat(3001))], "message")).toEqual([
      { pointer: "/blocks/0/text/text", code: "too-long", message: "must be less than 3001 characters" },
    ]);
  });

  it("never throws, whatever it is given", () => {
    const types = [
      "section",
      "actions",
      "button",
      "static_select",
      "rich_text",
      "table",
      "input",
      "mrkdwn",
      "__proto__",
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: "small" }, fc.jsonValue(), tie("object"), fc.array(tie("any"), { maxLength: 3 })),
      object: fc.record(
        Object.fromEntries(
          ["text", "elements", "fields", "options", "rows", "element"].map((key) => [key, tie("any")]),
        ),
        { requiredKeys: [] },
      ),
    }));
    const block = fc
      .tuple(fc.constantFrom(...types), value.object)
      .map(([type, rest]) => ({ ...(rest as object), type }));
    fc.assert(
      fc.property(fc.array(fc.oneof(block, fc.jsonValue())), (blocks) => {
        expect(Array.isArray(checkBlocks(blocks, "message"))).toBe(true);
      }),
    );
  });

  it("looks at no more of a list than it may hold", () => {
    const reads: number[] = [];
    const blocks = Array.from({ length: 100_000 }, (_, index) => ({
      get type() {
        reads.push(index);
        return "divider";
      },
    }));
    expect(checkBlocks(blocks, "message")).toHaveLength(1);
    expect(Math.max(...reads)).toBe(49);
  });
});
