import { fileURLToPath } from "node:url";
import { type Catalog, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * What is affected when `resource:payments-db` is down or read-only, counted by hand over the descriptors with the
 * table of effects in docs/blast-radius.md. A dash means no effect.
 */
const BY_HAND = [
  ["component:default/payment-service", "breaks", "breaks", 1],
  ["component:default/refund-service", "breaks", "breaks", 1],
  ["component:default/ledger-service", "breaks", "degrades", 1],
  ["component:default/subscription-service", "breaks", "degrades", 1],
  ["component:default/payment-history", "breaks", "-", 1],
  ["component:default/legacy-billing", "breaks", "-", 1],
  ["api:default/payments-api", "breaks", "breaks", 2],
  ["component:default/checkout-service", "breaks", "breaks", 3],
  ["component:default/payment-e2e-tests", "breaks", "breaks", 3],
  ["api:default/checkout-api", "breaks", "breaks", 4],
  ["component:default/shop-app", "breaks", "breaks", 5],
  ["component:default/fraud-screening", "degrades", "at-risk", 1],
  ["component:default/admin-console", "degrades", "degrades", 2],
  ["component:default/invoice-service", "degrades", "-", 2],
  ["component:default/web-shop", "degrades", "degrades", 5],
  ["resource:default/payment-events", "delayed", "delayed", 1],
  ["resource:default/payments-db-replica-a", "delayed", "-", 1],
  ["component:default/receipt-service", "delayed", "delayed", 2],
  ["component:default/dispute-service", "at-risk", "-", 1],
  ["component:default/finance-reports", "at-risk", "-", 2],
] as const;

describe("the demo company", () => {
  let catalog: Catalog;

  beforeAll(async () => {
    const root = fileURLToPath(new URL("../examples/acme", import.meta.url));
    catalog = await openCatalog({ providers: [fileProvider({ root })], schedule: false });
  });

  afterAll(() => catalog.close());

  it.each([
    ["down", 1],
    ["read-only", 2],
  ] as const)("has the blast radius of payments-db %s that was counted by hand", (mode, column) => {
    const { affected } = catalog.blastRadius("resource:payments-db", { mode });
    const found = affected.map(({ ref, effect, distance }) => `${ref} ${effect} ${distance}`);
    const expected = BY_HAND.filter((row) => row[column] !== "-").map((row) => `${row[0]} ${row[column]} ${row[3]}`);
    expect(found.sort()).toEqual(expected.sort());
  });

  it.each([
    ["prod", { breaks: 10, degrades: 4, delayed: 3, "at-risk": 2 }],
    ["staging", { breaks: 12, degrades: 4, delayed: 2, "at-risk": 0 }],
  ])("loses in %s what was counted by hand", (environment, byEffect) => {
    expect(catalog.blastRadius("resource:payments-db", { environment }).byEffect).toEqual(byEffect);
  });

  it("has exactly two mistakes, and says of each what was meant", () => {
    const mistakes = catalog.problems().filter(({ rule }) => rule === "owner-not-found" || rule === "dangling-ref");
    expect(mistakes.map(({ location, line, message }) => [location, line, message.split("Did you mean ")[1]])).toEqual([
      ["file:logistics/delivery/catalog-info.yaml", 110, "group:default/logistics?"],
      ["file:logistics/returns-service/catalog-info.yaml", 20, "resource:default/orders-db?"],
    ]);
    expect(catalog.problems().filter(({ severity }) => severity === "error")).toHaveLength(1);
  });
});
