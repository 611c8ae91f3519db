import { describe, expect, it } from "vitest";
import { botInSlack } from "../bot-in-slack.ts";

describe("answerTo", () => {
  it("tells whoever asks that the bot is at fault, and whoever runs it why", async () => {
    const facts = {
      facts: async () => {
        throw new Error("a reader that breaks its word");
      },
      close() {},
    };
    const { slack, log } = await botInSlack({ facts });
    const asked = await slack.user("ana").says("#general", "<@bot> who is on call for payment-service");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("it is my fault");
    expect(log.join("\n")).toContain("a reader that breaks its word");
  });
});
