import { describe, expect, it } from "vitest";
import { matchPhrase } from "../../src/understand/match-phrase.ts";
import { parsePhrase } from "../../src/understand/phrase.ts";
import { readMessage } from "../../src/understand/read-message.ts";
import { vocabularyOf } from "../../src/understand/vocabulary.ts";

/** The words in the slot of a phrase, or undefined where the phrase is not in the message. */
function slotOf(line: string, message: string): string | undefined {
  const phrase = parsePhrase(line);
  const vocabulary = vocabularyOf([phrase], []);
  const items = readMessage(message).map((piece) => ({
    piece,
    forms: piece.type === "word" ? vocabulary.forms(piece.word) : [],
  }));
  const match = matchPhrase(phrase, items);
  return (
    match &&
    items
      .slice(match.slot?.start, match.slot?.end)
      .map(({ piece }) => piece.text)
      .join(" ")
  );
}

describe("matchPhrase", () => {
  it.each([
    ["who owns {entity}", "who owns tide feed", "tide feed"],
    ["who owns {entity}", "so who actually owns the tide feed?", "tide feed"],
    ["who owns {entity}", "who owns tide-feed in prod", "tide-feed"],
    ["who owns {entity}", "who owns that", "that"],
    ["who owns {entity}", "who owns", ""],
    ["who owns {entity}", "who runs tide-feed", undefined],
    ["(who|which team) (owns|runs) {entity}", "which team runs tide-feed", "tide-feed"],
    ["what [else] does {entity} own", "what else does tide feed own", "tide feed"],
    ["{entity} owner", "I need the tide feed owner", "I need the tide feed"],
    ["{entity} owner", "owner", undefined],
    ["whose {any} is {entity}", "whose graph is tide", "tide"],
    ["what is {entity} [for]", "what is tide feed for", "tide feed"],
    ["blast radius of {entity}", "blast raduis of tide", "tide"],
    ["what breaks if {entity}", "what breaks if tide goes away", "tide"],
    ["what breaks if {entity}", "what breaks if tide restart job", "tide restart job"],
  ])("finds the slot of %j in %j", (line, message, slot) => {
    expect(slotOf(line, message)).toBe(slot);
  });
});

describe("vocabularyOf", () => {
  const vocabulary = vocabularyOf([parsePhrase("(dependencies|dependents|owns|radius) of {entity}")], []);

  it.each([
    ["owns", ["owns"]],
    ["onws", ["owns"]],
    ["raduis", ["radius"]],
    ["dependecies", ["dependencies"]],
    ["dependants", ["dependents"]],
    ["woh", ["who"]],
    ["tow", []],
    ["own5", []],
    ["x".repeat(50), []],
  ])("takes %s for %j", (word, forms) => {
    expect(vocabulary.forms(word)).toEqual(forms);
  });
});
