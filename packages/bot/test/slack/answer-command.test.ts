import { describe, expect, it } from "vitest";
import { botInSlack } from "../bot-in-slack.ts";

describe("answerCommand", () => {
  it("answers only who typed it, with a button that shows the channel the answer", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    await ana.runs("/catalog who owns payments-db", { channel: "#general" });
    const whisper = await slack.nextMessage({ isEphemeral: true });
    expect(whisper).toMatchObject({ ephemeralTo: ana.id, readable: expect.stringContaining("Payments") });
    await ana.clicks(whisper, "Share in channel");
    const shared = await slack.nextMessage({ channel: "#general", isEphemeral: false });
    expect(shared.readable).toContain("Payments");
    expect(shared.buttons).not.toContain("Share in channel");
    await slack.idle();
    expect(slack.messages("#general")).toHaveLength(1);
  });

  it("answers everybody in an incident channel", async () => {
    const { slack } = await botInSlack();
    await slack.user("ana").runs("/catalog what breaks if payments-db is down", { channel: "#inc-42" });
    expect(await slack.nextMessage()).toMatchObject({ ephemeralTo: null });
  });

  it("explains itself when nothing is asked", async () => {
    const { slack } = await botInSlack();
    await slack.user("ana").runs("/catalog");
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("I answer questions");
  });

  it("acknowledges before it answers", async () => {
    const { slack } = await botInSlack({ transport: "http" });
    const { delivery } = await slack.user("ana").runs("/catalog who owns payments-db");
    expect(delivery).toMatchObject({ isAcknowledged: true, answer: null });
    await slack.nextMessage();
  });
});
