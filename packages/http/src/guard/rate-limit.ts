import type { Clock } from "@callboard/core";
import type { MiddlewareHandler } from "hono";
import { RequestError } from "../request-error.ts";
import type { ServerEnv } from "../server-env.ts";

/** How often one client may ask. */
export interface RateLimit {
  /** 600 unless given. */
  readonly perMinute?: number;
  /** How many may come at once; as many as in a minute unless given. */
  readonly burst?: number;
}

/** Clients that are remembered; whoever was quiet longest is forgotten first. */
const MAX_CLIENTS = 10_000;
const MINUTE_MS = 60_000;

/** Refuses, with `retry-after`, what a client sends above its rate. A client is the address that the host names. */
export function rateLimit(
  { perMinute = 600, burst = perMinute }: RateLimit,
  clock: Clock,
): MiddlewareHandler<ServerEnv> {
  const clients = new Map<string, { readonly left: number; readonly at: number }>();
  return async (c, next) => {
    const client = c.env?.clientAddress ?? "";
    const now = clock.now();
    const before = clients.get(client) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) * perMinute) / MINUTE_MS);
    clients.delete(client);
    clients.set(client, { left: left < 1 ? left : left - 1, at: now });
    const [quietest] = clients.keys();
    if (clients.size > MAX_CLIENTS && quietest !== undefined) clients.delete(quietest);
    if (left < 1) {
      const seconds = Math.ceil(((1 - left) * 60) / perMinute);
      throw new RequestError(429, `Too many requests. Ask again in ${seconds} s.`, { "retry-after": String(seconds) });
    }
    await next();
  };
}
