import { describe, expect, it } from "vitest";
import { fold, tokenize, words } from "../../src/search/tokenize.ts";

describe("words", () => {
  it.each([
    ["payment-service", ["payment", "service"]],
    ["payment_service", ["payment", "service"]],
    ["Payment  Service", ["payment", "service"]],
    ["paymentService", ["payment", "service"]],
    ["PAYMENT_SERVICE", ["payment", "service"]],
    ["acme/payment.service", ["acme", "payment", "service"]],
    ["HTTPServer", ["http", "server"]],
    ["s3-proxy", ["s", "3", "proxy"]],
    ["paymentservice", ["paymentservice"]],
    ["Café Ｚoë", ["cafe", "zoe"]],
    ["支払い サービス", ["支払い", "サービス"]],
    ["__proto__", ["proto"]],
  ])("splits %j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each(["", "   ", "🚌🚌", "\u0000\u0007\u202e", "-_./:"])("finds nothing in %j", (text) => {
    expect(words(text)).toEqual([]);
  });

  it("lets control and direction characters only separate", () => {
    expect(words("seat\u0000map\u202egpj")).toEqual(["seat", "map", "gpj"]);
  });

  it.each(["a", "A", "aB", "a-", "é", "\u0301", "9", " ", "🚌", "Aa1"])(
    "S09: reads 100 kB of %j in linear time",
    (unit) => {
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      const started = performance.now();
      expect(words(text).length).toBeLessThanOrEqual(1_000);
      expect(tokenize(text).length).toBeLessThanOrEqual(1_000);
      expect(performance.now() - started).toBeLessThan(100);
    },
  );

  it("cuts words that are longer than any name", () => {
    expect(words("x".repeat(5_000))).toEqual(["x".repeat(64)]);
  });
});

describe("fold", () => {
  it("is the same for every spelling of a name", () => {
    const spellings = ["payment-service", "payment_service", "payment service", "paymentService", "paymentservice"];
    expect(new Set(spellings.map(fold))).toEqual(new Set(["paymentservice"]));
  });
});

describe("tokenize", () => {
  it("adds the joined form of each compound", () => {
    expect(tokenize("needs the seatMap and event-bus")).toEqual([
      "needs",
      "the",
      "seat",
      "map",
      "seatmap",
      "and",
      "event",
      "bus",
      "eventbus",
    ]);
  });
});
