import { describe, expect, it } from "vitest";
import { readMessage } from "../../src/understand/read-message.ts";

/** Pieces in short: words as they are, names in brackets with how they were given, stops as a bar. */
function short(text: string): string {
  return readMessage(text)
    .map((piece) => (piece.type === "word" ? piece.text : piece.type === "stop" ? "|" : `[${piece.by} ${piece.id}]`))
    .join(" ")
    .replace(/\|(?: \|)+/g, "|");
}

describe("readMessage", () => {
  it.each([
    ["who owns deck-planner?", "who owns deck-planner |"],
    ["what's up", "what 's up"],
    ["deck-planner’s owner.", "deck-planner 's owner |"],
    ["p99 &gt; 2s &amp; rising", "p99 | 2s | rising"],
    ["<@UINES> hi", "[user UINES] hi"],
    ["<!subteam^SBOARD|@crew>", "[user-group SBOARD]"],
    ["<#C1|general>", "[channel C1]"],
    ["<!here> <!channel>", "[broadcast !here] [broadcast !channel]"],
    ["<https://a.example/x?a=1&amp;b=2|label>", "[url https://a.example/x?a=1&b=2]"],
    ["see https://a.example/x.", "see [url https://a.example/x]"],
    [
      "`deck planner` and \"tide feed\" and 'gate app'",
      "[quotes deck planner] and [quotes tide feed] and [quotes gate app]",
    ],
    ["*deck* _planner_ ~x~", "deck planner x"],
    ["component:default/deck: down", "component:default/deck | down"],
    ["don't", "don't"],
    ["hi :wave: there", "hi there"],
    ["a<b", "a | b"],
    ["deck\u202e-\u200bplanner", "deck-planner"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["one\ntwo", "one | two"],
    ["```\nlog line\n```", "| log line |"],
    ["unclosed `tick", "unclosed | tick"],
    ["", ""],
  ])("reads %j", (text, pieces) => {
    expect(short(text)).toBe(pieces);
  });

  it("keeps words as written, and in lower case without apostrophes for matching", () => {
    expect(readMessage("Don’t")).toEqual([{ type: "word", text: "Don’t", word: "dont" }]);
  });
});
