import type { Principal } from "@callboard/core";

/** Says who sends a request; null when that cannot be told, which refuses it. */
export type Identify = (request: Request) => Principal | null | Promise<Principal | null>;

/** Who nobody asked for a name. */
export const ANYBODY: Principal = { ref: null, roles: [] };

/** Says how one identifies, with a refusal. */
export const CHALLENGE = { "www-authenticate": "Bearer" };

/** The first of several ways that knows who sends a request. */
export function firstIdentity(...ways: readonly Identify[]): Identify {
  return async (request) => {
    for (const identify of ways) {
      const principal = await identify(request);
      if (principal) return principal;
    }
    return null;
  };
}

/** What stands behind `Authorization: Bearer`; null without it. */
export function bearerOf(request: Request): string | null {
  return /^Bearer +([\w.~+/=-]{1,8192})$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}
