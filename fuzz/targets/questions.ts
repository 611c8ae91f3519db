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
/** Alerts as chat delivers them, whole and in pieces: their labels, escapes and addresses end up anywhere. */
const alert = fc
  .constantFrom(
    "[FIRING:2] High (prod)\nLabels:\n - alertname = High\n - service = web\n - pod = api-7d9f8c6b5d-x2x4z\nSource: <https://graphs.example/?a=1&amp;b=2|Source>",
    '{"alerts":[{"status":"firing","labels":{"alertname":"Down","service":"web"}},{"labels":{"pod":"api-0"}}]}',
    'ALARM: "db" in EU\n- Dimensions: [DBInstanceIdentifier = payments-db]\n- State Change: OK -&gt; ALARM',
    "*Triggered #12* <https://acme.pagerduty.com/services/PX|web> <!channel> <@U1>\n*Service:* web",
    "Warning  BackOff  pod/api-7d9f8c6b5d-x2x4z  Back-off restarting failed container",
    "Application web has degraded. <https://argocd.example/applications/web>",
    "[Triggered on {service:web}] slow service:<!here> env:prod",
  )
  .chain((text) =>
    fc
      .tuple(fc.nat(text.length), fc.nat(text.length), hostileText)
      .map(([from, to, inside]) => (from < to ? text.slice(0, from) + inside + text.slice(to) : text + inside)),
  );
const mention = fc.constantFrom(
  "<!channel>",
  "<@U<@U1>>",
  "<!subteam^S1|@here>",
  "<<!here>>",
  "&lt;!everyone&gt;",
  "@here",
  "`<!channel>`",
);
const surface = fc.constantFrom("mention", "dm", "slash", "channel", "thread");

// The first questions take the grammar apart and warm the code up: no input is slow because it came first.
for (const text of [
  "who owns web",
  "what breaks if payments-db is down",
  "services without an owner",
  "why is web down",
]) {
  for (let time = 0; time < 20; time += 1) ask(sampleView, text);
}

/** Questions: every one has an outcome, and no answer can mention anybody or start a link. */
export const questions = fuzzTarget({
  name: "questions",
  inputs: fc.record({
    text: fc
      .array(
        fc.oneof({ weight: 12, arbitrary: word }, { weight: 1, arbitrary: mention }, { weight: 1, arbitrary: alert }),
        {
          maxLength: 14,
        },
      )
      .map((words) => words.join(" ")),
    surface,
  }),
  run({ text, surface: where }) {
    const reply = ask(sampleView, text, { surface: where, explain: true });
    if (/<[!@#]|<https?:|(?<!\w)@(here|channel|everyone)\b/.test(reply.text))
      throw new Error(`A live mention: ${reply.text}`);
    if (/[^\P{Cc}\n]|\p{Bidi_Control}/u.test(reply.text)) throw new Error("A control character is in the answer.");
  },
});
