import type { JsonObject } from "../../limits/json.ts";
import type { Triggers } from "../delivery/triggers.ts";
import type { Views } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Arguments } from "./arguments.ts";
import type { Files } from "./files.ts";

/** One method of the Web API. */
export interface ApiMethod {
  readonly name: string;
  readonly tier: Tier;
  /** Which token may call it; a bot token unless given. */
  readonly token?: "bot" | "app" | "any" | "none";
  /** Any one of these is enough; none is needed when empty. */
  readonly scopes: readonly string[];
  /** @throws {ApiError} as Slack would answer */
  run(args: Arguments, context: ApiContext): JsonObject;
}

/** How often a method may be called: the tiers of Slack by calls in a minute, and methods with a number of their own. */
export type Tier = 1 | 2 | 3 | 4 | "post" | "often";

/** What a method works on. */
export interface ApiContext {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly files: Files;
  readonly triggers: Triggers;
  readonly appId: string;
  readonly grantedScopes: ReadonlySet<string>;
  /** Where the fake Slack listens. */
  readonly origin: string;
  readonly now: () => number;
  /** A URL for one WebSocket. */
  readonly openSocket: () => string;
}
