import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { createConfirmations } from "../../src/trust/confirmations.ts";
import { openJournal } from "../../src/trust/journal.ts";

async function confirmations() {
  const clock = testClock();
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const journal = await openJournal({ clock, logger });
  return { clock, journal, made: createConfirmations({ journal, clock }) };
}

describe("createConfirmations", () => {
  it("S43: redeems what it made, once", async () => {
    const { made } = await confirmations();
    const token = made.create("page payments");
    expect(await made.redeem(token)).toEqual({ subject: "page payments" });
    expect(await made.redeem(token)).toEqual({ refused: "This was confirmed already." });
  });

  it("tells what would be confirmed without using it up, for as many minutes as it is given", async () => {
    const { clock, journal } = await confirmations();
    const made = createConfirmations({ journal, clock, minutes: 15 });
    const token = made.create("run node-service");
    await clock.advance(14 * 60_000);
    expect(made.check(token)).toMatchObject({ subject: "run node-service" });
    expect(await made.redeem(token)).toEqual({ subject: "run node-service" });
    expect(made.check(token)).toEqual({ refused: "This was confirmed already." });
    const late = made.create("run node-service");
    await clock.advance(15 * 60_000 + 1);
    expect(made.check(late)).toEqual({ refused: expect.stringContaining("it lasts 15 minutes") });
  });

  it("S43: redeems once of several at the same time", async () => {
    const { made } = await confirmations();
    const token = made.create("page payments");
    const outcomes = await Promise.all([made.redeem(token), made.redeem(token), made.redeem(token)]);
    expect(outcomes.filter((outcome) => "subject" in outcome)).toHaveLength(1);
  });

  it("S43: refuses what was changed, made elsewhere or made up, and what is older than ten minutes", async () => {
    const { clock, journal, made } = await confirmations();
    const token = made.create("page payments");
    const [body = "", signature = ""] = token.split(".");
    const elsewhere = createConfirmations({ journal, clock }).create("page payments");
    const other = Buffer.from(body, "base64url").toString().replace("payments", "everyone");
    const changed = `${Buffer.from(other).toString("base64url")}.${signature}`;
    for (const bad of [changed, elsewhere, `${body}.`, body, "", ".", "a.b"]) {
      expect(await made.redeem(bad)).toEqual({ refused: expect.stringContaining("no longer good") });
    }
    await clock.advance(10 * 60_000 + 1);
    expect(await made.redeem(token)).toEqual({ refused: expect.stringContaining("no longer good") });
  });
});
