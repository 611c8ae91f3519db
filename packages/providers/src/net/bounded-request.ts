import { CatalogError, type ReadContext } from "@callboard/core";
import { withinTime } from "./deadline.ts";

/** An answer with all of its body. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The body, decompressed. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How much one request may take. */
export interface RequestLimits {
  /** Size of the body once decompressed; 5 MiB unless given. */
  readonly maxBytes?: number;
  /** Time until the last byte of the body; 10 s unless given. */
  readonly timeoutMs?: number;
}

export type RequestContext = Pick<ReadContext, "fetch" | "clock" | "signal">;

const MAX_BYTES = 5 * 2 ** 20;
const TIMEOUT_MS = 10_000;

/**
 * Sends one request and reads the whole answer. Follows no redirect. What goes wrong is said with the host alone: an
 * address, a header, a body or the words of another library may hold what is secret.
 *
 * @throws {CatalogError} `source-unreachable` for a request that fails, breaks off or takes too long, `limit-exceeded`
 *   for a body that is too large; and the reason of the signal when it aborts
 */
export async function boundedRequest(
  url: URL,
  init: Pick<RequestInit, "method" | "headers" | "body">,
  context: RequestContext,
  { maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS }: RequestLimits = {},
): Promise<Reply> {
  return withinTime(timeoutMs, url.host, context, async (signal) => {
    const own: RequestInit = { signal, redirect: "manual", credentials: "omit", referrerPolicy: "no-referrer" };
    let response: Response;
    try {
      response = await context.fetch(url.href, { ...init, ...own });
    } catch (reason) {
      throw reason instanceof CatalogError ? reason : unreachable(`${url.host} cannot be reached`);
    }
    const { status, headers } = response;
    return { status, headers, bytes: await bodyOf(response, url, maxBytes) };
  });
}

async function bodyOf({ body }: Response, url: URL, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  try {
    return await boundedBytes(body, maxBytes, `the answer of ${url.host}`);
  } catch (reason) {
    throw reason instanceof CatalogError ? reason : unreachable(`${url.host} broke off its answer`);
  }
}

/**
 * All bytes of a stream, which is let go of when there are too many.
 *
 * @throws {CatalogError} `limit-exceeded`; and what the stream throws
 */
export async function boundedBytes(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    length += piece.length;
    if (length > maxBytes) throw new CatalogError("limit-exceeded", `${what} is larger than ${sizeText(maxBytes)}`);
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A size in words, for example `5 MiB`. */
export function sizeText(bytes: number): string {
  return bytes >= 2 ** 20 ? `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB` : `${bytes} bytes`;
}

function unreachable(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}
