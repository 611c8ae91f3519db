import fc from "fast-check";

const PIECES = [
  ..."__proto__ constructor prototype toString hasOwnProperty valueOf null true NaN .inf 0x7f 012 1e309 -0 ~ <<".split(
    " ",
  ),
  ..."<!channel> <@U123> <!subteam^S1> <https://evil|https://good> @here &lt; ../../etc %2e%2e CON javascript:x".split(
    " ",
  ),
  "\u202e",
  "\u200b",
  "\u0000",
  "\u001b[31m",
  "\ufeff",
  "\ud800",
  "\u2028",
  "é",
  "é",
  "ﬁ",
  "İ",
  "💥",
  "\r",
  "\n",
  "\t",
  "$",
  "${{ x }}",
  "${env:HOME}",
  "'",
  '"',
  "`",
  "\\",
];

/** A word such as a catalog holds. */
export const plainWord: fc.Arbitrary<string> = fc.constantFrom(
  ..."a api web payments-db payment-service Team-A default component resource group user spec kind name owner".split(
    " ",
  ),
);

/** One thing many times over: finds what is not linear. */
const longText = fc
  .tuple(fc.constantFrom(...PIECES, "a", "-", "(", "[", ":", "/", "."), fc.nat(5000))
  .map(([piece, times]) => piece.repeat(times));

/** Text that somebody hostile, or a broken program, may have written. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...PIECES) },
  {
    weight: 10,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...PIECES), plainWord), { maxLength: 12 })
      .map((parts) => parts.join("")),
  },
  { weight: 5, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: longText },
);
