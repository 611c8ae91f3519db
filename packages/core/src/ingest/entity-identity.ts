import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { EntityRef } from "../model/entity-ref.ts";

const encoder = new TextEncoder();
/** UUIDv5 of the DNS name callboard.dev, computed once; the namespace of every uid. */
const UID_NAMESPACE = uuidV5(hexToBytes("6ba7b8109dad11d180b400c04fd430c8"), "callboard.dev");

/** The uid of an entity: UUIDv5 of its ref (RFC 9562), so the same on every machine and after a removal. */
export function entityUid(ref: EntityRef): string {
  return formatUuid(uuidV5(UID_NAMESPACE, ref));
}

/** The etag of an entity as written, given as JSON: 32 hexadecimal digits of its SHA-256. */
export function entityEtag(json: string): string {
  return toHex(sha256(encoder.encode(json)).subarray(0, 16));
}

function uuidV5(namespace: Uint8Array, name: string): Uint8Array {
  const named = encoder.encode(name);
  const input = new Uint8Array(namespace.length + named.length);
  input.set(namespace);
  input.set(named, namespace.length);
  const uuid = sha1(input).slice(0, 16);
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x50; // version 5
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80; // RFC 9562 variant
  return uuid;
}

function formatUuid(uuid: Uint8Array): string {
  const hex = toHex(uuid);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const HEX_DIGITS = new TextEncoder().encode("0123456789abcdef");

/** Made at once: text put together digit by digit stays in pieces, which take ten times the memory. */
function toHex(bytes: Uint8Array): string {
  const codes: number[] = [];
  for (const byte of bytes) codes.push(HEX_DIGITS[byte >> 4] ?? 0, HEX_DIGITS[byte & 15] ?? 0);
  return String.fromCharCode(...codes);
}
