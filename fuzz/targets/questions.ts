import { ask } from "@callboard/answers";
import fc from "fast-check";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { sampleView } from "./sample-view.ts";

const word = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ..."who owns what breaks if web api payments-db depends on is down list services of team payments the and ? why share".split(
        " ",
      ),
    ),
  },
  { weight: 1, arbitrary: hostileText },
);
const surface = fc.constantFrom("mention", "dm", "slash", "channel", "thread");

/** Questions: every one has an outcome, and no answer can mention anybody or start a link. */
export const questions = fuzzTarget({
  name: "questions",
  inputs: fc.record({ text: fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")), surface }),
  run({ text, surface: where }) {
    const reply = ask(sampleView, text, { surface: where, explain: true });
    if (/<[!@#]|<https?:|(?<!\w)@(here|channel|everyone)\b/.test(reply.text))
      throw new Error(`A live mention: ${reply.text}`);
    if (/[^\P{Cc}\n]|\p{Bidi_Control}/u.test(reply.text)) throw new Error("A control character is in the answer.");
  },
});
