import { z } from "zod";
import { CatalogError } from "../errors.ts";
import { crc32 } from "../store/crc32.ts";
import type { OrderKey, Place } from "./order.ts";
import { type Predicate, parsePredicate } from "./predicate.ts";

/** Where a page starts, and the query it belongs to. It holds no count of entities, so that it survives changes. */
export interface Cursor {
  readonly filter: Predicate;
  readonly order: readonly OrderKey[];
  /** Towards the end or the beginning of the list, from `place`, which is not on the page itself. */
  readonly direction: "next" | "previous";
  readonly place: Place;
}

const cursorData = z.strictObject({
  filter: z.unknown(),
  order: z.array(z.strictObject({ field: z.string(), order: z.enum(["asc", "desc"]) })),
  direction: z.enum(["next", "previous"]),
  place: z.strictObject({ values: z.array(z.string().nullable()), ref: z.string() }),
});

/** The largest filter in three-byte characters, as base64, and room for the rest. */
const CURSOR_CHARACTERS_LIMIT = 500_000;
const CHECKSUM_CHARACTERS = 8;

/** A cursor as opaque text that can stand in a URL. */
export function writeCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return checksum(bytes) + base64Url(bytes);
}

/**
 * Reads what {@link writeCursor} wrote.
 *
 * @throws {CatalogError} `invalid-query` for anything else
 */
export function readCursor(text: string): Cursor {
  if (text.length > CURSOR_CHARACTERS_LIMIT) throw notACursor();
  try {
    const bytes = bytesOf(text.slice(CHECKSUM_CHARACTERS));
    if (checksum(bytes) + base64Url(bytes) !== text) throw notACursor();
    const data = cursorData.parse(JSON.parse(new TextDecoder().decode(bytes)));
    if (data.place.values.length !== data.order.length) throw notACursor();
    return { ...data, filter: parsePredicate(data.filter) };
  } catch (reason) {
    throw reason instanceof CatalogError ? reason : notACursor(reason);
  }
}

function notACursor(cause?: unknown): CatalogError {
  const message = "This is not a cursor of a query result, or it was changed on the way. Start again without a cursor.";
  return new CatalogError("invalid-query", message, cause === undefined ? {} : { cause });
}

function base64Url(bytes: Uint8Array): string {
  let latin1 = "";
  for (const byte of bytes) latin1 += String.fromCharCode(byte);
  return btoa(latin1).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(base64url: string): Uint8Array {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (byte) => byte.charCodeAt(0));
}

// Tells a cursor that was cut or mistyped, not one that was forged: a forged one is a query like any other.
function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(CHECKSUM_CHARACTERS, "0");
}
