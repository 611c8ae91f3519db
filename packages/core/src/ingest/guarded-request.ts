import { CatalogError } from "../errors.ts";
import { visible } from "../model/quoted.ts";
import type { ReadContext } from "../provider/entity-provider.ts";
import { allowedUrl } from "./allowed-url.ts";

/** What a guarded request works with. */
export interface GuardedRequestContext extends Pick<ReadContext, "fetch" | "clock" | "signal"> {
  /** `files.example.com`, `*.example.com` for every host below it, `files.example.com:8443` with a port of its own. */
  readonly allowedHosts: readonly string[];
  /** Origins that the operator configured, such as `https://git.acme.example`: reached wherever they are. */
  readonly origins?: ReadonlySet<string>;
}

export interface GuardedRequest {
  /** GET unless given. Only GET and HEAD follow redirects. */
  readonly method?: string;
  /** Go to the origin of the address only, never along with a redirect to another one. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most that the answer may hold once decompressed; 5 MiB unless given. */
  readonly maxBytes?: number;
  /** For all redirects and the answer together; 10 s unless given. */
  readonly timeoutMs?: number;
}

/** An answer of any status. */
export interface GuardedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/**
 * The answer of a web address that somebody else wrote. Only hosts that are allowed are asked, and at most 3 redirects
 * are followed with the same check for each. A body that is too large or takes too long is given up.
 *
 * A host is checked by its name. What address the name has is up to `fetch`, which gives no way to look at it: whoever
 * controls the name of an allowed host can point it anywhere. Allow only hosts whose names you trust, or pass in a
 * `fetch` that checks the address it connects to, such as `publicFetch` of @callboard/providers.
 *
 * @throws {CatalogError} `invalid-argument` for a host that is not allowed, `source-unreachable` for a request that
 *   fails, `limit-exceeded`; and what `fetch` throws of this kind
 */
export async function guardedRequest(
  address: string,
  context: GuardedRequestContext,
  options: GuardedRequest = {},
): Promise<GuardedResponse> {
  const { method = "GET", timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  const start = checkedUrl(address, context);
  let url = start;
  const deadline = deadlineFor(context, timeoutMs, url.host);
  try {
    for (let redirects = 0; ; redirects += 1) {
      const sent = url.origin === start.origin ? options : { ...options, headers: {} };
      const response = await deadline.orOver(send(url, method, sent, context, deadline.signal));
      const next = method === "GET" || method === "HEAD" ? redirectOf(response, url) : undefined;
      if (next === undefined) {
        const body = await deadline.orOver(bodyOf(response, url, maxBytes));
        return { status: response.status, headers: response.headers, body };
      }
      if (redirects === MAX_REDIRECTS) throw failure("limit-exceeded", `${url.host} redirects too often`);
      url = checkedUrl(next, context);
    }
  } finally {
    deadline.end();
  }
}

const MAX_REDIRECTS = 3;
const MAX_BYTES = 5 * 2 ** 20;
const TIMEOUT_MS = 10_000;

function checkedUrl(address: string, { allowedHosts, origins }: GuardedRequestContext): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && origins?.has(url.origin) && url.username === "" && url.password === "") return url;
  return allowedUrl(address, allowedHosts);
}

async function send(
  url: URL,
  method: string,
  { headers = {}, body }: GuardedRequest,
  { fetch }: GuardedRequestContext,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url.href, {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal,
      redirect: "manual",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    throw failure("source-unreachable", `${url.host} cannot be reached`, cause);
  }
}

/** Where a response redirects to; undefined when it does not. */
function redirectOf(response: Response, url: URL): string | undefined {
  // A browser does not say where a redirect leads.
  if (response.type === "opaqueredirect") throw failure("source-unreachable", `${url.host} redirects elsewhere`);
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  const target = response.headers.get("location");
  if (target !== null && URL.canParse(target, url.href)) return new URL(target, url).href;
  throw failure("source-unreachable", `${url.host} redirects to nowhere`);
}

async function bodyOf(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      length += piece.value.length;
      if (length > maxBytes)
        throw failure("limit-exceeded", `the file at ${url.host} is larger than ${maxBytes / 2 ** 20} MiB`);
      pieces.push(piece.value);
    }
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    throw failure("source-unreachable", `${url.host} broke off its answer`, cause);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

interface Deadline {
  readonly signal: AbortSignal;
  /** What a promise gives, unless time is over first: not every `fetch` heeds its signal. */
  orOver<T>(promise: Promise<T>): Promise<T>;
  end(): void;
}

function deadlineFor({ clock, signal }: GuardedRequestContext, timeoutMs: number, host: string): Deadline {
  signal.throwIfAborted();
  const aborter = new AbortController();
  const isOver = new Promise<never>((_, reject) => {
    aborter.signal.addEventListener("abort", () => reject(aborter.signal.reason));
  });
  isOver.catch(() => {}); // after the end nobody waits for it
  const stop = () => aborter.abort(signal.reason);
  signal.addEventListener("abort", stop);
  const cancel = clock.setTimer(
    () => aborter.abort(failure("limit-exceeded", `${host} took longer than ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  return {
    signal: aborter.signal,
    orOver(promise) {
      promise.catch(() => {}); // it may fail later, because of the abort
      return Promise.race([isOver, promise]);
    },
    end() {
      cancel();
      signal.removeEventListener("abort", stop);
      aborter.abort(); // lets go of a body that was not read to its end
    },
  };
}

function failure(code: "source-unreachable" | "limit-exceeded", what: string, cause?: unknown): CatalogError {
  return new CatalogError(code, visible(what), cause === undefined ? {} : { cause });
}
