import { type Catalog, entityRef } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { entityCard } from "../../src/render/entity-card.ts";
import { acme } from "./acme.ts";
import { toPlainText } from "./to-plain-text.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

describe("entityCard", () => {
  it("says what it is, whose it is, how much it matters and where to read on", () => {
    const ref = entityRef("component:default/payment-service");
    const blocks = entityCard(catalog, ref, { now: Date.now(), catalogUrl: "https://c.example" });
    expect(toPlainText(blocks)).toEqual([
      "payment-service (service)",
      expect.any(String),
      "Owner: Payments · #payments · payments@acme.example",
      "Stage: production · tier 1",
      expect.stringContaining("wiki.acme.example"),
      expect.stringMatching(/^payments\/payment-service\/catalog-info\.yaml:1 · read just now$/),
      "[Owner] [Blast radius] [Dependencies] [Open in catalog]",
    ]);
    expect(checkMessage({ text: "card", blocks })).toEqual([]);
  });

  it("has nothing to click for strangers", () => {
    const blocks = entityCard(catalog, entityRef("resource:default/payments-db"), { now: 0, style: "read-only" });
    expect(blocks.some(({ type }) => type === "actions")).toBe(false);
  });

  it("says so when the entity is gone", () => {
    expect(toPlainText(entityCard(catalog, entityRef("component:default/gone"), { now: 0 }))).toEqual([
      "gone is not in the catalog.",
    ]);
  });
});
