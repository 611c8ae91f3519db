import { once } from "node:events";
import { createServer } from "node:http";
import { type FetchHandler, nodeListener } from "@callboard/http/node";

export interface NodeServerOptions {
  readonly port: number;
  readonly host: string;
  /** How long a client may take to send its request; 10 s unless given. */
  readonly requestTimeoutMs?: number;
  /** How long what has begun may take to end when the server stops; 10 s unless given. */
  readonly stopTimeoutMs?: number;
}

export interface NodeServer {
  readonly port: number;
  /** Takes no more requests, and resolves when those that have begun are answered, or it has waited long enough. */
  stop(): Promise<void>;
}

const TEN_SECONDS_MS = 10_000;

/** Listens with node:http. Resolves when it does. */
export async function nodeServer(handle: FetchHandler, options: NodeServerOptions): Promise<NodeServer> {
  const { port, host, requestTimeoutMs = TEN_SECONDS_MS, stopTimeoutMs = TEN_SECONDS_MS } = options;
  const stopping = new AbortController();
  const server = createServer(
    {
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs / 4),
      maxHeaderSize: 16 * 2 ** 10,
    },
    nodeListener(handle, { signal: stopping.signal }),
  );
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    async stop() {
      const closed = once(server, "close");
      server.close();
      stopping.abort();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
