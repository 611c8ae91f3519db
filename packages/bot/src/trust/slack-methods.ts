/** Every method of Slack's Web API that the bot calls, with the scopes that its token needs for it. */
export const SLACK_METHODS = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.unfurl": ["links:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "conversations.info": ["channels:read", "groups:read", "mpim:read"],
  "conversations.replies": ["channels:history", "groups:history", "im:history", "mpim:history"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
  "users.info": ["users:read", "users:read.email"],
  "views.open": [],
  "views.publish": [],
  "views.update": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Methods that only Autopilot calls. */
export const AUTOPILOT_METHODS = {
  "conversations.join": ["channels:join"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SlackMethod = keyof typeof SLACK_METHODS | keyof typeof AUTOPILOT_METHODS;
