import { CatalogError } from "@callboard/core";
import { createTarDecoder } from "modern-tar";
import { boundedBytes } from "../net/bounded-request.ts";

/** How much an archive may hold. */
export interface ArchiveLimits {
  /** Packed, and again unpacked. */
  readonly maxBytes: number;
  readonly maxEntries: number;
  /** How many times its packed size it may be unpacked. */
  readonly maxRatio: number;
  /** Larger files are left out. */
  readonly maxFileBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  maxBytes: 100 * 2 ** 20,
  maxEntries: 10_000,
  maxRatio: 100,
  maxFileBytes: 2 ** 20,
};

/**
 * The content of some files of a gzipped tar archive, by their paths below its one folder. Nothing is written anywhere,
 * and only ordinary files are looked at; what else is in it is passed over.
 *
 * @throws {CatalogError} `limit-exceeded`, and `source-unreachable` for what is no such archive
 */
export async function readArchive(
  packed: ReadableStream<Uint8Array<ArrayBuffer>>,
  paths: ReadonlySet<string>,
  limits: ArchiveLimits = archiveLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { maxBytes, maxEntries, maxRatio, maxFileBytes } = limits;
  let packedBytes = 0;
  let unpackedBytes = 0;
  const countPacked = counter((length) => {
    packedBytes += length;
    if (packedBytes > maxBytes) throw tooMuch(`is larger than ${maxBytes / 2 ** 20} MiB`);
  });
  const countUnpacked = counter((length) => {
    unpackedBytes += length;
    if (unpackedBytes > maxBytes) throw tooMuch(`holds more than ${maxBytes / 2 ** 20} MiB`);
    // Small archives pack well, being mostly padding.
    if (unpackedBytes > FREE_BYTES && unpackedBytes > packedBytes * maxRatio)
      throw tooMuch(`unpacks to over ${maxRatio} times its size`);
  });
  const found = new Map<string, Uint8Array>();
  let entries = 0;
  try {
    const unpacked = packed
      .pipeThrough(countPacked)
      .pipeThrough(new DecompressionStream("gzip"))
      .pipeThrough(countUnpacked);
    for await (const { header, body } of unpacked.pipeThrough(createTarDecoder({ strict: true }))) {
      entries += 1;
      if (entries > maxEntries) throw tooMuch(`holds more than ${maxEntries} entries`);
      const path = header.name.slice(header.name.indexOf("/") + 1);
      const isWanted = header.type === "file" && paths.has(path) && !found.has(path) && header.size <= maxFileBytes;
      if (isWanted) found.set(path, await boundedBytes(body, maxFileBytes, "a file in the archive"));
      else await body.cancel();
    }
  } catch (reason) {
    if (reason instanceof CatalogError) throw reason;
    throw new CatalogError("source-unreachable", "the archive is broken");
  }
  return found;
}

const FREE_BYTES = 2 ** 20;

function counter(count: (length: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(piece, controller) {
      count(piece.length);
      controller.enqueue(piece);
    },
  });
}

function tooMuch(what: string): CatalogError {
  return new CatalogError("limit-exceeded", `the archive ${what}`);
}
