import { CatalogError } from "../errors.ts";
import { visible } from "../model/quoted.ts";
import type { ReadContext } from "../provider/entity-provider.ts";
import { allowedUrl } from "./allowed-url.ts";

/** What a guarded fetch works with. */
export interface GuardedFetchContext extends Pick<ReadContext, "fetch" | "clock" | "signal"> {
  /** As in {@link allowedUrl}. */
  readonly allowedHosts: readonly string[];
}

/**
 * The text at a web address that somebody wrote into a descriptor; undefined when there is none (404, 410). Only hosts
 * that are allowed are asked, at most 3 redirects are followed with the same check for each, and no credentials are
 * sent. A body over 5 MiB once decompressed, or one that takes longer than 10 s, is given up.
 *
 * A host is checked by its name. What address the name has is up to `fetch`, which gives no way to look at it: whoever
 * controls the name of an allowed host can point it anywhere. Allow only hosts whose names you trust, or pass in a
 * `fetch` that checks the address it connects to, such as `publicFetch` of @callboard/providers.
 *
 * @throws {CatalogError} `invalid-argument` for a host that is not allowed, `source-unreachable` for a request that
 *   fails, `limit-exceeded`; and what `fetch` throws of this kind
 */
export async function guardedFetch(address: string, context: GuardedFetchContext): Promise<string | undefined> {
  let url = allowedUrl(address, context.allowedHosts);
  const deadline = deadlineFor(context, url.host);
  try {
    for (let redirects = 0; ; redirects += 1) {
      const response = await deadline.orOver(request(url, context, deadline.signal));
      const next = redirectOf(response, url);
      if (next === undefined) return await deadline.orOver(textOf(response, url));
      if (redirects === MAX_REDIRECTS) throw failure("limit-exceeded", `${url.host} redirects too often`);
      url = allowedUrl(next, context.allowedHosts);
    }
  } finally {
    deadline.end();
  }
}

const MAX_REDIRECTS = 3;
const MAX_BYTES = 5 * 2 ** 20;
const TIMEOUT_MS = 10_000;

async function request(url: URL, { fetch }: GuardedFetchContext, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url.href, { signal, redirect: "manual", credentials: "omit", referrerPolicy: "no-referrer" });
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

async function textOf(response: Response, url: URL): Promise<string | undefined> {
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok) throw failure("source-unreachable", `${url.host} answered with status ${response.status}`);
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      bytes += piece.value.length;
      if (bytes > MAX_BYTES) throw failure("limit-exceeded", `the file at ${url.host} is larger than 5 MiB`);
      pieces.push(decoder.decode(piece.value, { stream: true }));
    }
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    throw failure("source-unreachable", `${url.host} broke off its answer`, cause);
  }
  pieces.push(decoder.decode());
  return pieces.join("");
}

interface Deadline {
  readonly signal: AbortSignal;
  /** What a promise gives, unless time is over first: not every `fetch` heeds its signal. */
  orOver<T>(promise: Promise<T>): Promise<T>;
  end(): void;
}

function deadlineFor({ clock, signal }: GuardedFetchContext, host: string): Deadline {
  signal.throwIfAborted();
  const aborter = new AbortController();
  const isOver = new Promise<never>((_, reject) => {
    aborter.signal.addEventListener("abort", () => reject(aborter.signal.reason));
  });
  isOver.catch(() => {}); // after the end nobody waits for it
  const stop = () => aborter.abort(signal.reason);
  signal.addEventListener("abort", stop);
  const cancel = clock.setTimer(
    () => aborter.abort(failure("limit-exceeded", `${host} took longer than 10 s`)),
    TIMEOUT_MS,
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
