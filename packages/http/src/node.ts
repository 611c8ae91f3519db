import type { IncomingMessage, ServerResponse } from "node:http";

export interface NodeListenerOptions {
  /** Ends streams that would go on for ever when the server stops. */
  readonly signal?: AbortSignal;
}

/** What answers a request: the `fetch` of a Hono app. The address of the client comes beside the request. */
export type FetchHandler = (request: Request, env: { readonly clientAddress?: string }) => Response | Promise<Response>;

/** A listener for `createServer` of node:http that answers with a `fetch` handler. It streams both ways. */
export function nodeListener(
  handle: FetchHandler,
  { signal }: NodeListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const leaving = new AbortController();
    outgoing.on("close", () => {
      // Not once all is sent: making the reason would take longer than much of the rest.
      if (!outgoing.writableFinished) leaving.abort();
    });
    const until = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
    answer(incoming, outgoing, handle, until).catch(() => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end();
    });
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: FetchHandler,
  signal: AbortSignal,
): Promise<void> {
  const request = requestOf(incoming, signal);
  if (!request) return void outgoing.writeHead(400).end();
  const { remoteAddress } = incoming.socket;
  const response = await handle(request, remoteAddress === undefined ? {} : { clientAddress: remoteAddress });
  const cookies = response.headers.getSetCookie();
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { "set-cookie": cookies }),
  });
  if (incoming.method === "HEAD") return void outgoing.end();
  // Of a known length means made already: there is nothing to wait for.
  if (response.headers.has("content-length")) return void outgoing.end(new Uint8Array(await response.arrayBuffer()));
  for await (const chunk of response.body ?? []) await written(outgoing, chunk);
  outgoing.end();
}

/** Undefined for what is no request: a path or a header that cannot be. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { method = "GET", url = "/", rawHeaders } = incoming;
  try {
    const headers = new Headers();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    const hasBody = method !== "GET" && method !== "HEAD";
    const body = hasBody ? { body: ReadableStream.from<Uint8Array>(incoming), duplex: "half" as const } : {};
    return new Request(new URL(url, `http://${headers.get("host") ?? "localhost"}`), {
      method,
      headers,
      signal,
      ...body,
    });
  } catch {
    return undefined;
  }
}

/** Waits when the reader is slower than we are. */
async function written(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  if (outgoing.write(chunk) || outgoing.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      outgoing.off("drain", go).off("close", go);
      resolve();
    };
    outgoing.on("drain", go).on("close", go);
  });
}
