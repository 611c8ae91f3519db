import { createServer, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface OnCallService {
  readonly baseUrl: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
}

/** What becomes of a request; `answer` sends what PagerDuty would. */
type Handle = (path: string, answer: () => void, response: ServerResponse) => void;

/**
 * PagerDuty as far as who is on call needs it, on a socket of this machine until the test is over: the service `PWEB` has
 * Ana Sousa on call, any other one a person called like its id.
 */
export async function onCallService(token: string, handle: Handle = (_, answer) => answer()): Promise<OnCallService> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    asked.push(pathname);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const answer = () => {
      // Careless services repeat in an error what came in.
      if (request.headers.authorization !== `Token token=${token}`) send(401, { error: request.headers });
      else if (pathname === "/oncalls")
        send(200, { oncalls: [onCall(searchParams.get("escalation_policy_ids[]") ?? "")] });
      else send(200, { service: { escalation_policy: { id: pathname.slice("/services/".length) } } });
    };
    handle(pathname, answer, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { baseUrl: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`, asked };
}

function onCall(id: string): unknown {
  return {
    escalation_policy: { id, summary: "Shop" },
    escalation_level: 1,
    user: { summary: id === "PWEB" ? "Ana Sousa" : id },
    start: null,
    end: null,
  };
}
