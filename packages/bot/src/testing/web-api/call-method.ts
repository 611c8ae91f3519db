import type { JsonObject } from "../../limits/json.ts";
import type { RequestLog } from "../request-log.ts";
import { ApiError } from "./api-error.ts";
import type { ApiContext, ApiMethod } from "./api-method.ts";
import { argumentsOf } from "./arguments.ts";
import { methods } from "./methods.ts";
import type { RateLimits } from "./rate-limits.ts";

/** A token and what it may do. */
export interface Token {
  readonly type: "bot" | "app";
  readonly scopes: ReadonlySet<string>;
}

/** An answer of the Web API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

export interface CallOptions {
  readonly tokens: ReadonlyMap<string, Token>;
  readonly context: Omit<ApiContext, "grantedScopes">;
  /** Null when calls are not counted. */
  readonly rateLimits: RateLimits | null;
  readonly log: RequestLog;
}

/** Answers one call as Slack does: who calls, may they, too often, and only then what for. */
export function callMethod(name: string, tokenText: string | null, raw: JsonObject, options: CallOptions): ApiAnswer {
  const { log, context } = options;
  const args = argumentsOf(raw);
  const logged = (error: ApiError | null) =>
    log.add({
      method: name,
      payload: args.decoded(),
      atMs: context.now(),
      ok: error === null,
      error: error?.code ?? null,
      violations: error?.violations ?? [],
    });

  try {
    const method = methods.get(name);
    if (!method) throw new ApiError("unknown_method", { req_method: name });
    const grantedScopes = authorize(method, tokenText, options.tokens);
    const wait = options.rateLimits?.take(name, method.tier, args.optional("channel")) ?? null;
    if (wait !== null) {
      logged(new ApiError("ratelimited"));
      return rateLimited(wait);
    }
    const result = method.run(args, { ...context, grantedScopes });
    logged(null);
    return { status: 200, headers: scopeHeaders(method, grantedScopes), body: { ok: true, ...result } };
  } catch (reason) {
    if (!(reason instanceof ApiError)) throw reason;
    logged(reason);
    return { status: 200, headers: {}, body: { ok: false, error: reason.code, ...reason.details } };
  }
}

/** The answer to one call too many. */
export function rateLimited(retryAfterSeconds: number): ApiAnswer {
  return {
    status: 429,
    headers: { "retry-after": String(retryAfterSeconds) },
    body: { ok: false, error: "ratelimited" },
  };
}

function authorize(
  method: ApiMethod,
  tokenText: string | null,
  tokens: ReadonlyMap<string, Token>,
): ReadonlySet<string> {
  const { token: wanted = "bot", scopes } = method;
  const token = tokenText === null ? undefined : tokens.get(tokenText);
  if (wanted === "none") return token?.scopes ?? new Set();
  if (tokenText === null) throw new ApiError("not_authed");
  if (!token) throw new ApiError("invalid_auth");
  if (wanted !== "any" && token.type !== wanted) throw new ApiError("not_allowed_token_type");
  if (scopes.length > 0 && !scopes.some((scope) => token.scopes.has(scope))) {
    throw new ApiError("missing_scope", { needed: scopes.join(","), provided: [...token.scopes].join(",") });
  }
  return token.scopes;
}

function scopeHeaders(method: ApiMethod, granted: ReadonlySet<string>): Readonly<Record<string, string>> {
  return { "x-oauth-scopes": [...granted].join(","), "x-accepted-oauth-scopes": method.scopes.join(",") };
}
