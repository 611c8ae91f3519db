import { afterEach } from "vitest";
import { type FakeSlack, type FakeSlackOptions, fakeSlack, type Json } from "../../src/testing/index.ts";

const running: FakeSlack[] = [];
afterEach(async () => {
  for (const slack of running.splice(0)) await slack.close();
});

/** A fake Slack that is closed after the test. */
export async function startSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = await fakeSlack(options);
  running.push(slack);
  return slack;
}

/** An answer of the Web API to a plain fetch. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: { readonly ok: boolean; readonly error?: string; readonly [field: string]: unknown };
}

/** Calls a method with arguments as JSON, or as a form where asked for. */
export async function call(
  slack: Pick<FakeSlack, "apiUrl" | "botToken">,
  method: string,
  args: Readonly<Record<string, unknown>> = {},
  { token = slack.botToken, asForm = false }: { readonly token?: string | null; readonly asForm?: boolean } = {},
): Promise<Answer> {
  const response = await fetch(slack.apiUrl + method, {
    method: "POST",
    headers: {
      "content-type": asForm ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: asForm ? formOf(args) : JSON.stringify(args),
  });
  const body = (await response.json()) as Answer["body"];
  return { status: response.status, retryAfter: response.headers.get("retry-after"), body };
}

/** Posts JSON to an address without a token. */
export async function post(url: string, payload: Json): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  return { status: response.status, retryAfter: null, body: (await response.json()) as Answer["body"] };
}

function formOf(args: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(fields).toString();
}
