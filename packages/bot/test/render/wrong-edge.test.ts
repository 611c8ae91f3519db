import type { Catalog } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { wrongEdgeMessage } from "../../src/render/wrong-edge.ts";
import { acme } from "./acme.ts";
import { toPlainText } from "./to-plain-text.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

describe("wrongEdgeMessage", () => {
  it("names the file and line behind each need, each once", () => {
    const message = wrongEdgeMessage(catalog, catalog.blastRadius("resource:payments-db", { mode: "read-only" }));
    const [intro, ...edges] = toPlainText(message.blocks);
    expect(intro).toBe(
      "What fails with payments-db rests on these lines. Correct the file, and the next read takes it in:",
    );
    expect(edges).toContain("• payment-service needs payments-db · payments/payment-service/catalog-info.yaml:1");
    expect(new Set(edges).size).toBe(edges.length);
    expect(edges.length).toBeLessThanOrEqual(15);
    expect(checkMessage(message)).toEqual([]);
  });
});
