import type { ReadDocument } from "../provider/entity-provider.ts";
import { readFullYaml, refusedDocument } from "./full-yaml.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { defaultReadLimits, type ReadLimits } from "./read-limits.ts";

/**
 * The documents of a YAML 1.2 or JSON file as plain data, in file order. Documents that are empty, hold only comments
 * or are `null` yield nothing. It never throws: what is wrong with a document, or over a limit, is a problem in it, and
 * costs the other documents nothing. Bytes that are not UTF-8 read as U+FFFD with a warning.
 *
 * @param options.limits unless given, {@link defaultReadLimits}
 */
export function readDocuments(
  content: string | Uint8Array,
  options: { readonly limits?: ReadLimits } = {},
): readonly ReadDocument[] {
  const limits = options.limits ?? defaultReadLimits;
  if (isLarger(content, limits.maxBytes)) {
    return [refusedDocument(`The file is larger than ${limits.maxBytes} bytes. Split it into several files.`, [1, 1])];
  }
  const text = decoded(content);
  return readPlainYaml(text, limits) ?? readFullYaml(text, limits);
}

const BYTE_ORDER_MARK = "\ufeff";

function decoded(content: string | Uint8Array): string {
  const text = typeof content === "string" ? content : new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function isLarger(content: string | Uint8Array, maxBytes: number): boolean {
  if (typeof content !== "string") return content.length > maxBytes;
  // A code unit takes one to three bytes, so most texts need no count.
  if (content.length > maxBytes || content.length * 3 <= maxBytes) return content.length > maxBytes;
  return new TextEncoder().encode(content).length > maxBytes;
}
