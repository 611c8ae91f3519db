import { ApiError } from "../api-error.ts";
import type { ApiMethod } from "../api-method.ts";

/** Methods about the app, its tokens and its workspace. */
export const basics: readonly ApiMethod[] = [
  {
    name: "api.test",
    tier: 4,
    token: "none",
    scopes: [],
    run(args) {
      const error = args.optional("error");
      if (error) throw new ApiError(error, { args: args.raw });
      return { args: args.raw };
    },
  },
  {
    name: "auth.test",
    tier: "often",
    scopes: [],
    run: (_, { workspace: { team, enterprise, bot, botId } }) => ({
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      team_id: team.id,
      user: bot.name,
      user_id: bot.id,
      bot_id: botId,
      is_enterprise_install: false,
      ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    }),
  },
  {
    name: "apps.connections.open",
    // Slack says tier 1, and forgives the bursts of an app that reconnects.
    tier: 2,
    token: "app",
    scopes: ["connections:write"],
    run: (_, { openSocket }) => ({ url: openSocket() }),
  },
  {
    name: "team.info",
    tier: 3,
    scopes: ["team:read"],
    run: (_, { workspace: { team, enterprise } }) => ({
      team: {
        id: team.id,
        name: team.name,
        domain: team.domain,
        ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
      },
    }),
  },
  {
    name: "bots.info",
    tier: 3,
    scopes: ["users:read"],
    run(args, { workspace: { bot, botId }, appId }) {
      if (args.required("bot") !== botId) throw new ApiError("bot_not_found");
      return { bot: { id: botId, deleted: false, name: bot.name, user_id: bot.id, app_id: appId } };
    },
  },
];
