import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { SourceFault } from "@callboard/core/testing";

/** A request as it came over the wire. */
export interface LoopbackRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface LoopbackReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
}

/** A server on a socket of this machine. */
export interface Loopback {
  readonly origin: string;
  readonly requests: readonly LoopbackRequest[];
  /** Lets the requests that are meant fail in this way; null ends it. */
  fail(fault: SourceFault | null, isMeant?: (request: LoopbackRequest) => boolean): void;
  close(): Promise<void>;
}

/** @param answer what it answers; it is called as the server, so `this` state lives with the caller */
export async function loopback(answer: (request: LoopbackRequest) => LoopbackReply): Promise<Loopback> {
  const requests: LoopbackRequest[] = [];
  let failing: { readonly fault: SourceFault; isMeant(request: LoopbackRequest): boolean } | null = null;

  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of incoming) pieces.push(piece);
    } catch {
      return; // given up by who asked
    }
    const { method = "GET", url = "/", headers } = incoming;
    const request = { method, url: new URL(url, "http://loopback"), headers, body: Buffer.concat(pieces) };
    requests.push(request);
    if (failing?.isMeant(request)) misbehave(response, failing.fault, headers);
    else send(response, answer(request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    fail(fault, isMeant = () => true) {
      failing = fault && { fault, isMeant };
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = "" }: LoopbackReply): void {
  const isText = typeof body === "string" || body instanceof Uint8Array;
  const type = isText ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers }).end(isText ? body : JSON.stringify(body));
}

/** Bad answers repeat what came in, as those of careless services do. */
function misbehave(response: ServerResponse, fault: SourceFault, headers: IncomingHttpHeaders): void {
  const echo = JSON.stringify({ message: headers, error: Object.values(headers).join(" ") });
  if (fault === "rate limit") response.writeHead(429, { "retry-after": "1" }).end(echo);
  else if (fault === "server error") response.writeHead(500, { "content-type": "application/json" }).end(echo);
  else if (fault === "refusal") response.writeHead(403, { "content-type": "application/json" }).end(echo);
  else if (fault === "malformed answer")
    response.writeHead(200, { "content-type": "application/json" }).end(`[${echo}`);
  else if (fault === "truncated answer") {
    const length = { "content-type": "application/json", "content-length": "90000" };
    response.writeHead(200, length).write(echo.slice(0, -1), () => response.destroy());
  } else fault satisfies "silence"; // it never answers
}
