import type { ChangeSet, StoredCatalog } from "./entity-store.ts";
import { encodeFrame, snapshotHeading } from "./snapshot-frame.ts";

/** A catalog as the bytes of one file; `decodeSnapshot` reads them. */
export function encodeSnapshot(stored: StoredCatalog): Uint8Array {
  return joinBytes([...snapshotChunks(stored)]);
}

/** The same bytes piece by piece, about a mebibyte each, for writing without holding all of them. */
export function* snapshotChunks(stored: StoredCatalog): Generator<Uint8Array> {
  yield snapshotHeading();
  const { sources, ...rest } = stored;
  const rows = sources.flatMap(({ name, documents }) => documents.map((document) => ({ source: name, document })));
  const last = yield* documentFrames(rows);
  const fields = JSON.stringify({ ...rest, sources: sources.map(({ documents: _, ...source }) => source) });
  yield encodeFrame("base", `{"catalog":${fields},"documents":[${last}]}`);
}

/** One step as bytes to append to a snapshot. */
export function* changeSetChunks(changeSet: ChangeSet): Generator<Uint8Array> {
  const { documents, ...rest } = changeSet;
  const last = yield* documentFrames(documents);
  yield encodeFrame("change set", `{"changeSet":${JSON.stringify(rest)},"documents":[${last}]}`);
}

/** The bytes of several pieces in one. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

const CHUNK_CHARACTERS = 2 ** 20;

/** Yields full frames of documents and returns the JSON of those that do not fill one. */
function* documentFrames(rows: ChangeSet["documents"]): Generator<Uint8Array, string> {
  let texts: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    texts.push(text);
    characters += text.length;
    if (characters < CHUNK_CHARACTERS) continue;
    yield encodeFrame("documents", `[${texts.join(",")}]`);
    texts = [];
    characters = 0;
  }
  return texts.join(",");
}
