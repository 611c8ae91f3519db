import type { Answer } from "./answer/answer.ts";
import { askedGrammar } from "./asked-grammar.ts";
import { readMessage } from "./understand/read-message.ts";

/** A question without an answer, told without the names in it. Plain data, to be kept and counted. */
export interface Miss {
  readonly outcome: "not_found" | "not_understood";
  /** Why it was not understood; null where only the name is unknown. */
  readonly because: string | null;
  readonly intent: string | null;
  /** What was recognised as an order or as a question without an answer here. */
  readonly wanted: string | null;
  /** The question: words of our own grammar as they are, all others as hashes, `#3f9a01c2d4e5`. */
  readonly words: readonly string[];
}

export interface MissOptions {
  /** Makes the hashes useless to whoever does not know it. Keep it, and equal names have equal hashes. */
  readonly salt: string;
}

const MAX_WORDS = 60;

/**
 * What to log of a question that had no answer; null for one that had. Names, addresses, people and every word that is
 * not part of the grammar are replaced by salted hashes, so that the log shows how people ask and not what about.
 */
export async function missOf(answer: Answer, { salt }: MissOptions): Promise<Miss | null> {
  if (answer.outcome !== "not_found" && answer.outcome !== "not_understood") return null;
  const { vocabulary } = askedGrammar();
  const refused = answer.outcome === "not_understood" ? answer.data : null;
  const key = await globalThis.crypto.subtle.importKey("raw", bytesOf(`callboard ${salt}`), HMAC, false, ["sign"]);
  const pieces = readMessage(answer.question.slice(0, MAX_CHARACTERS)).filter(({ type }) => type !== "stop");
  const words = pieces.slice(0, MAX_WORDS).map((piece) => {
    if (piece.type !== "word") return hashed(piece.text, key);
    return vocabulary.has(piece.word) ? piece.word : hashed(piece.word, key);
  });
  return {
    outcome: answer.outcome,
    because: refused?.because ?? null,
    intent: answer.intent,
    // An order is a verb of ours; the name of a question is one of our own.
    wanted: refused?.wanted?.toLowerCase() ?? null,
    words: await Promise.all(words),
  };
}

const MAX_CHARACTERS = 4_000;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
const HASH_BYTES = 6;

type HashKey = Awaited<ReturnType<typeof globalThis.crypto.subtle.importKey>>;

/** Case makes no difference, so that the log counts one name once. */
async function hashed(text: string, key: HashKey): Promise<string> {
  const mac = new Uint8Array(await globalThis.crypto.subtle.sign("HMAC", key, bytesOf(text.toLowerCase())));
  return `#${Array.from(mac.subarray(0, HASH_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
