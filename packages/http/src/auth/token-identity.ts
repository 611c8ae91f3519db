import { CatalogError, type Principal } from "@callboard/core";
import { bearerOf, type Identify } from "./identify.ts";

/** A secret that a program sends, and who it then is. */
export interface StaticToken {
  /** At least 16 characters. */
  readonly token: string;
  readonly principal: Principal;
}

const SHORTEST_TOKEN = 16;

/**
 * Identifies by tokens that are known beforehand. Every one is compared, each in the same time, so that how long it
 * takes says nothing.
 *
 * @throws {CatalogError} `invalid-argument` for a token that is too short, and for two that are equal
 */
export function tokenIdentity(tokens: readonly StaticToken[]): Identify {
  if (tokens.some(({ token }) => token.length < SHORTEST_TOKEN)) {
    const message = `A token has fewer than ${SHORTEST_TOKEN} characters. Make a longer one: openssl rand -hex 32`;
    throw new CatalogError("invalid-argument", message);
  }
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length)
    throw new CatalogError("invalid-argument", "Two tokens are equal, so that they could not be told apart.");
  const known = Promise.all(tokens.map(async ({ token, principal }) => ({ principal, digest: await digestOf(token) })));
  return async (request) => {
    const sent = bearerOf(request);
    if (sent === null) return null;
    const digest = await digestOf(sent);
    let found: Principal | null = null;
    for (const one of await known) if (isSame(one.digest, digest)) found = one.principal;
    return found;
  };
}

async function digestOf(token: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}

/** Looks at every byte of two digests, whichever differ. */
function isSame(left: Uint8Array, right: Uint8Array): boolean {
  let difference = 0;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0);
  return difference === 0;
}
