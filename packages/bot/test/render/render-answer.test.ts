import { ask } from "@callboard/answers";
import type { Catalog } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkMessage } from "../../src/limits/check-message.ts";
import { decodeState } from "../../src/render/encode-state.ts";
import { questionOf } from "../../src/render/questions.ts";
import { liveMentions } from "../../src/testing/live-mentions.ts";
import { acme, rendered, transcript } from "./acme.ts";

let catalog: Catalog;
beforeAll(async () => {
  catalog = await acme();
});
afterAll(() => catalog.close());

const QUESTIONS = [
  "who owns payment-service",
  "who owns payments-api and ledger-service",
  "who is on call for payments-db",
  "payments",
  "what is web-shop",
  "what breaks if payments-db is read-only in prod",
  "bad deploy of token-service",
  "blast radius of money-types",
  "what does payment-service depend on",
  "what depends on payments-db",
  "does web-shop depend on payments-db",
  "why is web-shop affected by payments-db",
  "what do web-shop and order-service share",
  "what could take web-shop down",
  "what changed this week",
  "runbook for payments-db",
  "what does payments own",
  "who is on payments",
  "list all services",
  "what can I create",
  "create a new node-service",
  "is legacy-billing deprecated",
  "who owns paymnt-servce-x",
  "delete payments-db",
  "help",
  "what is the meaning of life",
];

describe("renderAnswer", () => {
  it.each(QUESTIONS)(
    "S28: answers %j within Slack's limits, with a text and without mentioning anybody",
    (question) => {
      const message = rendered(catalog, ask(catalog, question), { catalogUrl: "https://catalog.acme.example" });
      expect(message?.text).not.toBe("");
      expect(message?.blocks.length).toBeGreaterThan(0);
      expect(checkMessage(message ?? {})).toEqual([]);
      expect(liveMentions(message)).toEqual([]);
    },
  );

  it("answers who owns something with a card", () => {
    expect(transcript(catalog, "who owns payment-service")).toEqual([
      "payment-service (service) is owned by Payments",
      "*Reach them*",
      "#payments · payments@acme.example",
      "*Part of*",
      "finance-systems, in acme",
      "*Stage*",
      "production · tier 1",
      "Runbook <https://wiki.acme.example/runbooks/payment-service|wiki.acme.example> · " +
        "Dashboard <https://grafana.acme.example/d/payment-service|grafana.acme.example>",
      "Why: payment-service names group:default/payments as its owner.",
      expect.stringMatching(/^payments\/payment-service\/catalog-info\.yaml:1 · read just now/),
      "[Dependencies] [Blast radius] [Runbook]",
    ]);
  });

  it("answers an incident on one screen, in the order in which it asks", () => {
    const lines = transcript(catalog, "what breaks if payments-db is read-only in prod");
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.map((line) => line.replace(/\d+ h ago|\d+ days? ago|\d+ min ago|just now/g, "…"))).toEqual([
      "If Payments database (payments-db, database) is read-only in prod: 6 break, 4 degrade, 2 are delayed, 1 is at risk, of 171 entities in the catalog.",
      "Customers lose: Acme App (shop-app), checkout-api",
      ":rotating_light: Call now: Payments, owner of what failed · #payments, payments@acme.example",
      "and: Checkout, 2 entities break · #checkout, checkout@acme.example",
      "and: Storefront, 1 entity breaks · #storefront, storefront@acme.example",
      "Entry points:",
      "• shop-app (tier 1) needs checkout-api, which is provided by checkout-service, … (5 hops)",
      "• checkout-api is provided by checkout-service, which needs payments-api, … (4 hops)",
      "• web-shop (degrades, tier 1) has a fallback for checkout-api, … (5 hops)",
      "• admin-console (degrades, tier 2) has a fallback for refund-service, which writes to payments-db",
      ":red_circle: Breaks:",
      "• payment-service (tier 1) writes to payments-db",
      "• checkout-service (tier 1) needs payments-api, which is provided by payment-service, … (3 hops)",
      "• refund-service (tier 2) writes to payments-db",
      "• payments-api is provided by payment-service, which writes to payments-db",
      ":large_orange_circle: Degrades: ledger-service, subscription-service",
      ":large_yellow_circle: Delayed: payment-events, receipt-service",
      ":white_circle: At risk: fraud-screening",
      "Close, but without a declared effect: dispute-service, legacy-billing, payment-history +3 more",
      "*Blind spots, silent about what they need:* money-types, payout-service",
      "*Evidence:* every need is declared; of 54 that should say what they need, 44 do.",
      expect.stringMatching(/^payments\/catalog-info-resources\.yaml:1 · read …/),
      "[read-only ▾] [in prod ▾]",
      "[Why?] [Common cause] [Runbook] [Picture] [Wrong edge?]",
      "[Page Payments] [Notify 3 teams]",
    ]);
  });

  it("leads with entry points, what is not hit and ways to narrow where most of the company breaks", () => {
    const lines = transcript(catalog, "bad deploy of token-service");
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
    expect(at("Entry points:")).toBeGreaterThan(0);
    expect(at("Hit: 8 teams")).toBeGreaterThan(at("Entry points:"));
    expect(at("Without a declared effect: 5 teams")).toBeGreaterThan(at("Hit: 8 teams"));
    expect(lines).toContain("[bad deploy ▾] [anywhere ▾]");
  });

  it("asks which one with a button for each", () => {
    const answer = ask(catalog, "who owns paymnt-servce-x");
    const message = rendered(catalog, answer);
    expect(transcript(catalog, "who owns paymnt-servce-x").at(-1)).toBe(
      "[payment-service] [basket-service] [ledger-service] [order-service] [payout-service]",
    );
    expect(statesOf(message)[0]).toBe("who owns component:default/payment-service");
  });

  it("offers questions that have an answer as buttons in the place of their text", () => {
    expect(transcript(catalog, "delete payments-db")).toEqual([
      "I only answer questions: I cannot delete anything.",
      "Ask me, for example:",
      "[who owns payments-db] [who do I page for payments-db] [what breaks if payments-db goes down]",
    ]);
  });

  it("asks of a team what one asks of teams", () => {
    expect(transcript(catalog, "what is payments").at(-1)).toBe("[What they own] [Members] [On call]");
  });

  it("goes on with the likeliest cause of several failures", () => {
    const lines = transcript(catalog, "what do web-shop and order-service share");
    expect(lines.at(-1)).toMatch(/^\[Blast radius: (\S+)\] \[Owner: \1\] \[Recent changes: \1\]$/);
    expect(lines.filter((line) => line.startsWith("Ask next"))).toEqual([]);
  });

  it("offers templates by name", () => {
    expect(transcript(catalog, "what can I create").at(-1)).toMatch(/^(\[[^\]]+\] ?){2,5}$/);
  });

  it("has a button on everything that asks a question which is understood", () => {
    for (const question of QUESTIONS) {
      for (const asked of statesOf(rendered(catalog, ask(catalog, question)))) {
        expect(ask(catalog, asked).outcome, `${question} → ${asked}`).toBe("answer");
      }
    }
  });

  it("has nothing to click for strangers, and says in words what buttons would do", () => {
    for (const question of QUESTIONS) {
      expect(transcript(catalog, question, { style: "read-only" }).filter((line) => line.startsWith("["))).toEqual([]);
    }
    expect(transcript(catalog, "blast radius of payments-db", { style: "read-only" }).join("\n")).toContain(
      "Ask next:",
    );
    expect(transcript(catalog, "delete payments-db", { style: "read-only" })).toContain('• "who owns payments-db"');
  });

  it("lets an answer that one person sees be shared, but no question about which one is meant", () => {
    expect(transcript(catalog, "who owns payments-db", { surface: "slash" }).at(-1)).toBe("[Share in channel]");
    expect(transcript(catalog, "who owns paymnt-servce-x", { surface: "slash" }).at(-1)).not.toContain("Share");
  });

  it("opens the page of the entity where there are pages", () => {
    const message = rendered(catalog, ask(catalog, "who owns payments-db"), { catalogUrl: "https://c.example/" });
    expect(JSON.stringify(message)).toContain('"url":"https://c.example/catalog/default/resource/payments-db"');
  });

  it("says nothing where nothing is to be said", () => {
    const answer = ask(catalog, "lunch anyone?", { surface: "channel" });
    expect(rendered(catalog, answer)).toBeNull();
  });
});

/** The questions that the buttons of a message ask. */
function statesOf(message: ReturnType<typeof rendered>): string[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.type !== "actions"
      ? []
      : block.elements.flatMap((element) => {
          const asks = element.type === "button" && element.action_id?.startsWith("callboard.ask.");
          const state = asks ? decodeState(element.value ?? "", catalog) : null;
          return state === null ? [] : [questionOf(state) ?? ""];
        }),
  );
}
