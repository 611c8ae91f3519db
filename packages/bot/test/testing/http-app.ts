import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/limits/json.ts";
import type { FakeSlack } from "../../src/testing/index.ts";

/** A request that reached the app. */
export interface ReceivedRequest {
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
}

/** What the app answers; `"never"` leaves the request open. */
export type AppAnswer =
  | { readonly status?: number; readonly body?: string; readonly headers?: Record<string, string> }
  | "never";

/** The smallest app: it answers the challenge, takes down what comes, and says what `answer` returns. */
export async function startHttpApp(
  slack: FakeSlack,
  answer: (count: number, request: ReceivedRequest) => AppAnswer = () => ({}),
): Promise<readonly ReceivedRequest[]> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const challenge = challengeOf(body);
    if (challenge !== null) {
      response.end(challenge);
      return;
    }
    const { headers, rawHeaders } = request;
    received.push({ body, headers, rawHeaders });
    const said = answer(received.length, { body, headers, rawHeaders });
    if (said !== "never") response.writeHead(said.status ?? 200, said.headers).end(said.body ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  await slack.connect(`http://127.0.0.1:${port}/slack/events`);
  return received;
}

/** The JSON of an event or of an interaction. */
export function payloadOf({ body }: ReceivedRequest): JsonObject {
  const json: unknown = JSON.parse(body.startsWith("{") ? body : (new URLSearchParams(body).get("payload") ?? "null"));
  return isJsonObject(json) ? json : {};
}

function challengeOf(body: string): string | null {
  if (!body.includes('"url_verification"')) return null;
  const { challenge } = JSON.parse(body) as { readonly challenge: string };
  return challenge;
}
