import type { CatalogView } from "@callboard/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../src/index.ts";
import { larder } from "./larder.ts";
import { alertSamples } from "./samples.ts";
import { vendorSamples } from "./vendors.ts";

let view: CatalogView;
beforeAll(async () => {
  view = await larder();
});

const piece = fc.constantFrom(
  ...'<!channel> <@U<@U1>> @here &lt;!here&gt; \u202e \u0000 \u001b[31m " \' { } [ ] ( ) = : :: \n \r\n <https:// | ` ** 🔥 ﬁ ＠ pod/ service= {"a": constructor __proto__'.split(
    " ",
  ),
);
/** A sample with pieces put in, cut out or said over and over. */
const mutated = fc
  .tuple(
    fc.constantFrom(...[...alertSamples, ...vendorSamples].map(({ text }) => text)),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), piece), { maxLength: 8 }),
  )
  .map(([text, edits]) =>
    edits.reduce((result, [where, length, inside]) => {
      const at = Math.floor(where * result.length);
      return result.slice(0, at) + inside + result.slice(at + length);
    }, text),
  );

describe("ask, alerts that are broken or meant to break something", () => {
  it("asks nothing of an alert that is asked of two things", () => {
    const { outcome, intent } = ask(view, "-&gt; [FIRING:1] High\nLabels:\n - alertname = High\n - service = shelf", {
      surface: "mention",
    });
    expect([outcome, intent]).toEqual(["answer", "blast_radius"]);
  });

  it("S27: mentions nobody, starts no command and never throws", () => {
    fc.assert(
      fc.property(mutated, fc.constantFrom("mention" as const, "thread" as const), (text, surface) => {
        expect(ask(view, text, { surface }).text).not.toMatch(/<[!@#]|<https?:|(?<!\w)@(?:here|channel|everyone)\b/);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["alerts", alertSamples.map(({ text }) => text).join("\n")],
    ["headers", "[FIRING:1] x\nservice: shelf\n"],
    ["open brackets", "{"],
    ["nested JSON", '{"a":'],
    ["open links", "<https://"],
    ["pairs", "a=b "],
    ["objects", "pod/a-"],
    ["incidents", "incident 1 "],
    ["spaces", "[FIRING:1] warning  "],
    ["hosts", "a.b"],
    ["short ids", "A-1 "],
    ["columns", "0/1  a  "],
    ["keys", "quality gate a:"],
  ])("S09: takes time in proportion to the length: 100 kB of %s", (_, unit) => {
    const long = unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000);
    const short = long.slice(0, 10_000);
    const milliseconds = (text: string) => {
      const runs = Array.from({ length: 5 }, () => {
        const before = process.cpuUsage();
        ask(view, text, { surface: "mention" });
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      });
      return Math.min(...runs);
    };
    expect(milliseconds(long)).toBeLessThan(10 * milliseconds(short) * 3 + 50);
  });
});
