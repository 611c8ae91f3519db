/**
 * Data as JSON, with its length and a weak entity tag: equal replies have equal tags. Whoever sends it on need not read
 * it again.
 */
export function jsonReply(data: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(data));
  return new Response(bytes, {
    headers: {
      "content-type": "application/json",
      "content-length": String(bytes.length),
      etag: `W/"${hashOf(bytes)}"`,
      ...headers,
    },
  });
}

const WORD_BYTES = 4;

/**
 * A hash of 64 bits in hexadecimal. It tells replies apart that were not made to be alike; who makes two alike deceives
 * nobody about anything but their own.
 */
function hashOf(bytes: Uint8Array<ArrayBuffer>): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - (bytes.length % WORD_BYTES);
  let first = bytes.length ^ 0x9e3779b9;
  let second = bytes.length ^ 0x7f4a7c15;
  const add = (word: number) => {
    first = Math.imul(first ^ word, 0x85ebca6b);
    first ^= first >>> 13;
    second = Math.imul(second ^ word, 0xc2b2ae35);
    second = (second << 15) | (second >>> 17);
  };
  for (let at = 0; at < end; at += WORD_BYTES) add(view.getUint32(at, true));
  for (let at = end; at < bytes.length; at++) add(view.getUint8(at));
  return [first, second].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
