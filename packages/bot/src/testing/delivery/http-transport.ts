import { request } from "node:http";
import type { Json, JsonObject } from "../../limits/json.ts";
import type { DeliveryType, Transport } from "./delivery.ts";
import { signatureHeaders } from "./signature.ts";

/** Sends to a request URL, signed as Slack signs. */
export interface HttpTransport extends Transport {
  /** Proves with a challenge that an app listens there, as Slack does when the URL is saved. @throws when it does not */
  connect(requestUrl: string): Promise<void>;
  /** Posts a body as it is. @throws when nobody listens */
  post(body: string, contentType: string, headers: readonly string[]): Promise<HttpAnswer>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export function createHttpTransport(signingSecret: string, now: () => number): HttpTransport {
  let url: string | null = null;

  return {
    name: "http",
    isConnected: () => url !== null,
    post,
    async connect(requestUrl) {
      url = requestUrl;
      const challenge = `challenge-${now()}`;
      const body = JSON.stringify({ token: "verification", type: "url_verification", challenge });
      const answer = await post(body, JSON_TYPE, signed(body));
      if (answer.status === 200 && answer.body.includes(challenge)) return;
      url = null;
      throw new Error(
        `${requestUrl} answered the challenge with ${answer.status}: ${answer.body.slice(0, 200)}. ` +
          "Check the path and the signing secret of the app.",
      );
    },
    async send(type, payload, retry) {
      const body = type === "events_api" ? JSON.stringify(payload) : formOf(type, payload);
      const retried = retry ? ["x-slack-retry-num", String(retry.num), "x-slack-retry-reason", retry.reason] : [];
      const answer = await post(body, type === "events_api" ? JSON_TYPE : FORM_TYPE, [
        ...signed(body),
        ...retried,
      ]).catch(() => null);
      if (answer === null) return { outcome: "connection_failed" };
      const { status, headers } = answer;
      return status >= 200 && status < 300
        ? { outcome: "acknowledged", status, answer: parsed(answer.body) }
        : { outcome: "http_error", status, noRetry: headers["x-slack-no-retry"] === "1" };
    },
  };

  function signed(body: string): readonly string[] {
    return Object.entries(signatureHeaders(signingSecret, body, Math.floor(now() / 1000))).flat();
  }

  async function post(body: string, contentType: string, headers: readonly string[]): Promise<HttpAnswer> {
    const target = url;
    if (target === null) throw new Error("No app listens. Call connect(requestUrl) first.");
    return new Promise((resolve, reject) => {
      const length = String(Buffer.byteLength(body));
      const fixed = ["host", new URL(target).host, "content-type", contentType, "content-length", length];
      const sending = request(target, { method: "POST", agent: false, headers: [...fixed, ...headers] }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers });
        });
      });
      sending.on("error", reject);
      sending.end(body);
    });
  }
}

export const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Commands send their fields, everything interactive one field with JSON in it. */
function formOf(type: Exclude<DeliveryType, "events_api">, payload: JsonObject): string {
  const fields =
    type === "interactive"
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return new URLSearchParams(fields).toString();
}

function parsed(body: string): Json {
  if (body.trim() === "") return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
