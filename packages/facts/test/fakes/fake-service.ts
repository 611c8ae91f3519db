import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** How a service answers: as it should, or in one of the ways in which services fail. */
export type Behaviour =
  | "well"
  | "slowly"
  | "truncated"
  | "malformed"
  | "in another form"
  | "endlessly"
  | "with a reset"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export interface FakeRequest {
  /** Path and query as they came over the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface FakeServiceOptions {
  /** The header that lets one in, and its value; everybody is let in unless given. */
  readonly credentials?: readonly [header: string, value: string];
  /** What there is at a path, in its parts; undefined when there is nothing. */
  answer(path: readonly string[], query: URLSearchParams): unknown;
}

export interface FakeService {
  readonly port: number;
  readonly baseUrl: string;
  readonly requests: readonly FakeRequest[];
  /** How it answers from now on; answers that were held back are sent when it behaves well again. */
  behave(how: Behaviour): void;
  /** Resolves once so many requests have come in all. */
  received(count: number): Promise<void>;
}

/** A service on a socket of this machine, until the test is over. */
export async function fakeService({ credentials, answer }: FakeServiceOptions): Promise<FakeService> {
  const requests: FakeRequest[] = [];
  const held: (() => void)[] = [];
  const waiting = new Set<() => void>();
  let behaviour: Behaviour = "well";

  const server = createServer((request, response) => {
    const { url = "/", headers } = request;
    requests.push({ target: url, headers });
    for (const check of waiting) check();
    const send = () => {
      if (credentials && headers[credentials[0]] !== credentials[1]) return sendJson(response, 401, { headers });
      const { pathname, searchParams } = new URL(url, "http://fake");
      const found = answer(pathname.split("/").slice(1).map(decodeURIComponent), searchParams);
      return found === undefined ? sendJson(response, 404, { message: "Not Found" }) : sendJson(response, 200, found);
    };
    if (behaviour === "well") send();
    else if (behaviour === "slowly") held.push(send);
    else misbehave(response, behaviour, headers);
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    behave(how) {
      behaviour = how;
      if (how === "well") for (const send of held.splice(0)) send();
    },
    received: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (requests.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Error pages repeat what came in, as those of careless services do. */
function misbehave(
  response: ServerResponse,
  how: Exclude<Behaviour, "well" | "slowly">,
  headers: IncomingHttpHeaders,
): void {
  const json = { "content-type": "application/json" };
  if (typeof how === "object") response.writeHead(how.status, how.headers).end(JSON.stringify({ error: headers }));
  else if (how === "truncated")
    response.writeHead(200, { ...json, "content-length": "9000" }).write('{"a', () => response.destroy());
  else if (how === "malformed") response.writeHead(200, json).end(`{"items": [${JSON.stringify(headers)}`);
  else if (how === "in another form") response.writeHead(200, json).end(JSON.stringify({ message: headers }));
  else if (how === "with a reset") response.destroy();
  else response.writeHead(200, json).end(`"${"a".repeat(6 * 2 ** 20)}"`);
}
