import { CatalogError, type Clock, type EntityRef, entityRef, systemClock } from "@callboard/core";
import { z } from "zod";
import type { FoundFact } from "./fact.ts";
import { type AnyEntity, defineFacts, type FactSource } from "./fact-source.ts";
import { shown } from "./shown.ts";

export interface WebhookFactsOptions {
  /** What sender and receiver share; at least 16 characters. */
  readonly secret: string;
  /** How many entities deploys are held for; 10,000 unless given. */
  readonly mostEntities?: number;
  readonly clock?: Clock;
}

/** A source that is told of deploys, instead of asking for them. */
export interface WebhookFacts extends FactSource {
  /**
   * Takes one delivery: the body as it came, and the header `x-callboard-signature`, which is `sha256=` and the HMAC-SHA256
   * of the body in hexadecimal digits. Nothing of a body is read before its signature is known to be right.
   */
  receive(body: Uint8Array<ArrayBuffer>, signature: string | null): Promise<WebhookReceipt>;
}

/** What became of a delivery. */
export type WebhookReceipt =
  | { readonly status: "stored" | "duplicate"; readonly ref: EntityRef }
  | { readonly status: "unsigned" | "too-large" | "malformed"; readonly reason: string };

const MAX_BYTES = 64 * 2 ** 10;
const MOST_PER_ENTITY = 5;
const MOST_IDS = 20_000;
const SHORTEST_SECRET = 16;

/** A deploy further ahead than clocks differ would stay the latest one for long. */
const MOST_AHEAD_MS = 5 * 60_000;

/**
 * Deploys that are pushed to Callboard by whatever deploys. A body is JSON:
 * `{ "id", "entity", "version", "environment", "status", "actor"?, "url"?, "at"? }`. An `id` counts once. The five
 * latest deploys of an entity are held, in memory.
 *
 * @throws {CatalogError} `invalid-argument` for a secret that is too short
 */
export function webhookFacts(options: WebhookFactsOptions): WebhookFacts {
  const { secret, mostEntities = 10_000, clock = systemClock } = options;
  if (secret.length < SHORTEST_SECRET) {
    const message = `The secret of webhookFacts has fewer than ${SHORTEST_SECRET} characters. Make a longer one.`;
    throw new CatalogError("invalid-argument", message);
  }
  const encoder = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = crypto.subtle.importKey("raw", encoder.encode(secret), hmac, false, ["verify"]);
  const deploys = new Map<EntityRef, readonly FoundFact[]>();
  const ids = new Set<string>();

  function store(ref: EntityRef, fact: FoundFact): void {
    const latest = [fact, ...(deploys.get(ref) ?? [])].sort(
      (left, right) => Date.parse(right.at) - Date.parse(left.at),
    );
    deploys.delete(ref);
    deploys.set(ref, latest.slice(0, MOST_PER_ENTITY));
    dropOldest(deploys, mostEntities);
  }

  const source = defineFacts({
    id: "webhook",
    types: ["deploy"],
    // What was deployed before this process started is not known, so nothing is said about other entities.
    follows: (entity) => deploys.has(refOf(entity)),
    async read(entity) {
      return deploys.get(refOf(entity)) ?? [];
    },
  });

  return {
    ...source,
    async receive(body, signature) {
      if (body.byteLength > MAX_BYTES) return { status: "too-large", reason: "The body is larger than 64 KiB." };
      const digits = /^sha256=([0-9a-f]{64})$/.exec(signature ?? "")?.[1];
      // The platform compares in a time that says nothing about the digits.
      const isSigned =
        digits !== undefined && (await crypto.subtle.verify(hmac.name, await key, bytesOf(digits), body));
      if (!isSigned) return { status: "unsigned", reason: "The header x-callboard-signature is missing or wrong." };
      const delivery = readDelivery(body, clock.now());
      if (!delivery) return { status: "malformed", reason: `The body is not of the form ${FORM}.` };
      const { id, ref, fact } = delivery;
      if (ids.has(id)) return { status: "duplicate", ref };
      ids.add(id);
      dropOldest(ids, MOST_IDS);
      store(ref, fact);
      return { status: "stored", ref };
    },
  };
}

const FORM =
  '{ "id": "…", "entity": "component:default/shop", "version": "v1.42", "environment": "prod", "status": "succeeded" }';

function readDelivery(body: Uint8Array, nowMs: number) {
  try {
    const parsed = deploy.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
    if (!parsed.success) return undefined;
    const { id, entity, version, environment, status, actor, url, at } = parsed.data;
    const atMs = at === undefined ? nowMs : Date.parse(at);
    if (atMs > nowMs + MOST_AHEAD_MS) return undefined;
    const by = actor ? ` by ${shown(actor)}` : "";
    const fact: FoundFact = {
      type: "deploy",
      text: `deployed ${shown(version, 60)} to ${shown(environment)}${by}, ${status.replace("-", " ")}`,
      ...(url && { url }),
      at: new Date(atMs).toISOString(),
    };
    return { id, ref: entityRef(entity, { defaultKind: "component" }), fact };
  } catch {
    return undefined; // no JSON, no text, or no ref
  }
}

function refOf({ kind, metadata: { namespace = "default", name } }: AnyEntity): EntityRef {
  return entityRef({ kind, namespace, name });
}

function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

function dropOldest(held: Map<string, unknown> | Set<string>, most: number): void {
  for (const oldest of held.keys()) {
    if (held.size <= most) return;
    held.delete(oldest);
  }
}

const text = z.string().min(1).max(300);
const deploy = z.object({
  id: text,
  entity: text,
  version: text,
  environment: text,
  status: z.enum(["started", "in-progress", "succeeded", "failed", "rolled-back"]),
  actor: text.optional(),
  url: z.string().max(2_000).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
