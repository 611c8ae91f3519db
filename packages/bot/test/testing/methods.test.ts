import { describe, expect, it } from "vitest";
import { ALL_SCOPES } from "../../src/testing/fake-slack-options.ts";
import { methods } from "../../src/testing/web-api/methods.ts";

describe("methods", () => {
  it("can all be called with the scopes that a fake Slack gives out", () => {
    const granted = new Set([...ALL_SCOPES, "connections:write"]);
    const closed = [...methods.values()].filter(
      ({ scopes }) => scopes.length > 0 && !scopes.some((scope) => granted.has(scope)),
    );
    expect(closed).toEqual([]);
  });

  it("are those that an app which answers questions calls", () => {
    expect([...methods.keys()].sort()).toEqual([
      "api.test",
      "apps.connections.open",
      "assistant.threads.setStatus",
      "assistant.threads.setSuggestedPrompts",
      "assistant.threads.setTitle",
      "auth.test",
      "blocks.validate",
      "bots.info",
      "chat.delete",
      "chat.getPermalink",
      "chat.postEphemeral",
      "chat.postMessage",
      "chat.unfurl",
      "chat.update",
      "conversations.history",
      "conversations.info",
      "conversations.join",
      "conversations.list",
      "conversations.members",
      "conversations.open",
      "conversations.replies",
      "files.completeUploadExternal",
      "files.getUploadURLExternal",
      "reactions.add",
      "reactions.remove",
      "team.info",
      "usergroups.list",
      "usergroups.users.list",
      "users.info",
      "users.list",
      "users.lookupByEmail",
      "views.open",
      "views.publish",
      "views.push",
      "views.update",
    ]);
  });
});
