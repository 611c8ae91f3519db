import type { MiddlewareHandler } from "hono";
import { RequestError } from "../request-error.ts";

/** Names under which a server on this machine is asked. */
export const LOOPBACK_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Refuses requests that are meant for another host: a web page whose name was pointed at this machine sends its own.
 *
 * @param hosts names without port
 */
export function hostCheck(hosts: readonly string[]): MiddlewareHandler {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    const named = c.req.header("host") ?? new URL(c.req.url).host;
    const name = /^(\[[0-9a-f:.]+\]|[^:]+)(?::\d+)?$/i.exec(named)?.[1]?.toLowerCase();
    if (name === undefined || !allowed.has(name))
      throw new RequestError(421, "This server is not asked under that name.");
    await next();
  };
}
