import { createHmac, timingSafeEqual } from "node:crypto";
import { CatalogError } from "@callboard/core";
import { boundedBytes } from "../net/bounded-request.ts";
import { eventHints } from "./event-hints.ts";
import type { GithubSource } from "./github-source.ts";
import type { WebhookHints } from "./webhook-hints.ts";

/** What deliveries are checked against, and where they go. */
export interface WebhookContext {
  readonly source: GithubSource;
  /** A signature with any of them is good. */
  readonly secrets: readonly string[];
  readonly hints: WebhookHints;
  /** The ids of the latest deliveries. */
  readonly deliveries: Set<string>;
}

/** GitHub sends up to 25 MiB; what is looked at here is never as large. */
const MAX_BYTES = 5 * 2 ** 20;
const MOST_DELIVERIES = 10_000;

/**
 * Answers one delivery: 202 when it was taken in, 204 when there is nothing to do about it, 401 without a good SHA-256
 * signature, 413 over 5 MiB. Nothing of it is parsed before its signature is checked.
 */
export async function receiveWebhook(request: Request, context: WebhookContext): Promise<Response> {
  const { source, secrets, hints, deliveries } = context;
  if (request.method !== "POST") return answer(405, "Webhooks are posted.");
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) return tooLarge();
  const bytes = await bodyOf(request);
  if (bytes === undefined) return tooLarge();
  const signature = request.headers.get("x-hub-signature-256") ?? "";
  if (!secrets.some((secret) => isSignedWith(secret, bytes, signature)))
    return answer(401, "The signature is missing or wrong.");
  const delivery = request.headers.get("x-github-delivery")?.slice(0, 100) ?? "";
  if (delivery !== "" && deliveries.has(delivery)) return new Response(null, { status: 204 });
  let payload: unknown;
  try {
    payload = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return answer(400, "The body is not JSON. Set the content type of the webhook to application/json.");
  }
  if (delivery !== "") remember(deliveries, delivery);
  const found = eventHints(request.headers.get("x-github-event") ?? "", payload, source);
  for (const hint of found) hints.add(hint);
  return found.length > 0 ? answer(202, "Taken in.") : new Response(null, { status: 204 });
}

async function bodyOf({ body }: Request): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  try {
    return await boundedBytes(body, MAX_BYTES, "the body");
  } catch (reason) {
    if (reason instanceof CatalogError) return undefined;
    throw reason;
  }
}

function isSignedWith(secret: string, bytes: Uint8Array, signature: string): boolean {
  if (secret === "" || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const expected = createHmac("sha256", secret).update(bytes).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice("sha256=".length), "hex"));
}

function remember(deliveries: Set<string>, delivery: string): void {
  deliveries.add(delivery);
  const [oldest] = deliveries;
  if (deliveries.size > MOST_DELIVERIES && oldest !== undefined) deliveries.delete(oldest);
}

function tooLarge(): Response {
  return answer(413, "The body is larger than 5 MiB.");
}

function answer(status: number, message: string): Response {
  return new Response(message, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
