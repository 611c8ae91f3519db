import { crc32 } from "./crc32.ts";

// The bytes of a snapshot: one line of text, then frames.
//
//   callboard snapshot 1\n                  the format version
//   frame: length, kind, CRC-32 of the payload, CRC-32 of these three   4 × 4 bytes, little-endian
//          payload                                                       JSON in UTF-8
//
// "documents" frames and the "base" frame that ends them are the catalog. What follows are steps: again "documents"
// frames, if there are many, and the "change set" frame that ends them. A step counts once its last frame is complete.

/** The newest format that this code reads, and the one it writes. */
export const SNAPSHOT_FORMAT = 1;

/** What the first line starts with; the format version follows. */
export const SNAPSHOT_MAGIC = "callboard snapshot ";

/** Bytes before a frame's payload. */
export const FRAME_HEADER_BYTES = 16;

const FRAME_KINDS = ["documents", "base", "change set"] as const;

/** What a frame holds. */
export type FrameKind = (typeof FRAME_KINDS)[number];

/** What the header of a frame says. */
export interface FrameHeader {
  readonly kind: FrameKind;
  /** Bytes of the payload. */
  readonly length: number;
  readonly checksum: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The first line of a snapshot. */
export function snapshotHeading(): Uint8Array {
  return encoder.encode(`${SNAPSHOT_MAGIC}${SNAPSHOT_FORMAT}\n`);
}

/** A frame with a JSON text as its payload. */
export function encodeFrame(kind: FrameKind, json: string): Uint8Array {
  const payload = encoder.encode(json);
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
  bytes.set(payload, FRAME_HEADER_BYTES);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, payload.length, true);
  header.setUint32(4, FRAME_KINDS.indexOf(kind) + 1, true);
  header.setUint32(8, crc32(payload), true);
  header.setUint32(12, crc32(bytes.subarray(0, 12)), true);
  return bytes;
}

/** What the header at `at` says; undefined when its own checksum does not match, or names no kind we know. */
export function decodeFrameHeader(bytes: Uint8Array, at: number): FrameHeader | undefined {
  const header = new DataView(bytes.buffer, bytes.byteOffset + at, FRAME_HEADER_BYTES);
  if (header.getUint32(12, true) !== crc32(bytes.subarray(at, at + 12))) return undefined;
  const kind = FRAME_KINDS[header.getUint32(4, true) - 1];
  return kind && { kind, length: header.getUint32(0, true), checksum: header.getUint32(8, true) };
}

/** The JSON text of a payload; undefined when it does not match the checksum of its header. */
export function decodePayload(payload: Uint8Array, header: FrameHeader): string | undefined {
  return crc32(payload) === header.checksum ? decoder.decode(payload) : undefined;
}
