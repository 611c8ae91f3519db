import { CatalogError, entityRef, type Principal } from "@callboard/core";
import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from "jose";
import { bearerOf, type Identify } from "./identify.ts";

export interface JwtIdentityOptions {
  /** Who must have signed a token, as in its `iss`. */
  readonly issuer: string;
  /** Whom it must be for, as in its `aud`. */
  readonly audience: string;
  /** Where the keys of the issuer are: https://…/jwks.json */
  readonly keysUrl: string;
  /** Signature algorithms that count; RS256, ES256, PS256 and EdDSA unless given. Those with shared secrets never do. */
  readonly algorithms?: readonly string[];
  /** Who the bearer is; by `sub` and `groups` or `roles` unless given. Null refuses the token. */
  readonly principal?: (claims: JWTPayload) => Principal | null;
  readonly fetch?: typeof fetch;
}

/**
 * Identifies by tokens that an identity provider signed. A token that is wrong in any way is as if there were none.
 *
 * @throws {CatalogError} `invalid-argument` for keys at an address that is not https, this machine excepted
 */
export function jwtIdentity(options: JwtIdentityOptions): Identify {
  const { issuer, audience, principal = principalOf } = options;
  const url = keysAddress(options.keysUrl);
  const keys = createRemoteJWKSet(url, options.fetch && { [customFetch]: options.fetch });
  const algorithms = (options.algorithms ?? ["RS256", "ES256", "PS256", "EdDSA"]).filter(
    (one) => !/^(HS|none)/i.test(one),
  );
  return async (request) => {
    const token = bearerOf(request);
    if (token === null || token.split(".").length !== 3) return null;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        requiredClaims: ["exp", "sub"],
      });
      return principal(payload);
    } catch (reason) {
      // What jose refuses has a code; that the keys cannot be fetched is not the bearer's fault.
      if (reason instanceof Error && "code" in reason && reason.code !== "ERR_JWKS_TIMEOUT") return null;
      throw new CatalogError("source-unreachable", "The keys of the identity provider cannot be read.", {
        cause: reason,
      });
    }
  };
}

function principalOf({ sub = "", groups, roles }: JWTPayload): Principal {
  const names = [groups, roles].flat().filter((name) => typeof name === "string");
  return { ref: userRef(sub), roles: [...new Set(names)] };
}

/** The user that a subject is in the catalog, if it could be one. */
function userRef(subject: string): Principal["ref"] {
  try {
    return entityRef(subject, { defaultKind: "user" });
  } catch {
    return null;
  }
}

function keysAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && isLocal))) return url;
  throw new CatalogError("invalid-argument", "The keys of an identity provider are fetched over https only.");
}
