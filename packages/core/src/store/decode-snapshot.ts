import { CatalogError } from "../errors.ts";
import type { StoredDocument } from "../model/stored-entity.ts";
import { type CatalogState, catalogState } from "./catalog-state.ts";
import { joinBytes } from "./encode-snapshot.ts";
import type { ChangeSet, StoredCatalog } from "./entity-store.ts";
import {
  decodeFrameHeader,
  decodePayload,
  FRAME_HEADER_BYTES,
  type FrameHeader,
  SNAPSHOT_FORMAT,
  SNAPSHOT_MAGIC,
} from "./snapshot-frame.ts";

/**
 * The catalog that `encodeSnapshot`, or a store, wrote. A last step that was only partly written was never
 * acknowledged and is left out.
 *
 * @throws {CatalogError} `snapshot-corrupt`, `snapshot-too-new`
 */
export function decodeSnapshot(bytes: Uint8Array): StoredCatalog {
  const decoder = snapshotDecoder();
  decoder.push(bytes);
  return decoder.end().state.stored();
}

/** Reads a snapshot from pieces of any size, so that a large file need not be in memory as a whole. */
export interface SnapshotDecoder {
  /** @throws {CatalogError} `snapshot-corrupt`, `snapshot-too-new` */
  push(bytes: Uint8Array): void;
  /** @throws {CatalogError} `snapshot-corrupt` when the catalog itself is not complete */
  end(): DecodedSnapshot;
}

export interface DecodedSnapshot {
  readonly state: CatalogState;
  /** Bytes of the catalog, without the steps after it. */
  readonly baseBytes: number;
  /** Bytes of the catalog and all complete steps: where the next step goes. */
  readonly validBytes: number;
  /** Bytes after that, of a step that was only partly written; usually 0. */
  readonly tornBytes: number;
}

export function snapshotDecoder(): SnapshotDecoder {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let neededBytes = 1;
  /** Where what is waiting starts in the whole. */
  let position = 0;
  let frames = 0;
  let isHeadingRead = false;
  let onlyZeros = false;
  let documents: DocumentRow[] = [];
  let base: { readonly state: CatalogState; readonly bytes: number } | undefined;
  let validBytes = 0;

  /** Bytes that `data` takes from `at`, or 0 when it is not all there yet. */
  function take(data: Uint8Array, at: number): number {
    if (!isHeadingRead) {
      const length = headingLength(data);
      isHeadingRead = length > 0;
      neededBytes = isHeadingRead ? FRAME_HEADER_BYTES : data.length + 1;
      return length;
    }
    const left = data.length - at;
    neededBytes = FRAME_HEADER_BYTES;
    if (left < FRAME_HEADER_BYTES) return 0;
    const header = decodeFrameHeader(data, at);
    if (!header) return takeZeros(data, at);
    const total = FRAME_HEADER_BYTES + header.length;
    neededBytes = total;
    if (left < total) return 0;
    takeFrame(header, data.subarray(at + FRAME_HEADER_BYTES, at + total), position + at + total);
    neededBytes = FRAME_HEADER_BYTES;
    return total;
  }

  /** A power cut can leave a file longer than what was written, with zeros at its end. */
  function takeZeros(data: Uint8Array, at: number): number {
    const isUnwritten = data.subarray(at).every((value) => value === 0);
    if (!isUnwritten) throw corrupt(`frame ${frames + 1}, at byte ${position + at}, has a damaged header`);
    onlyZeros = true;
    return data.length - at;
  }

  function takeFrame(header: FrameHeader, payload: Uint8Array, end: number): void {
    frames += 1;
    const damaged = `frame ${frames} (${header.kind}), ${header.length} bytes before byte ${end}, `;
    const text = decodePayload(payload, header);
    if (text === undefined) throw corrupt(`${damaged}does not match its checksum`);
    try {
      takePayload(header, text, end);
    } catch (cause) {
      throw corrupt(`${damaged}does not hold what it should`, cause);
    }
  }

  /** What carries a right checksum was written by `encodeSnapshot` and has the shape it gave it. */
  function takePayload(header: FrameHeader, text: string, end: number): void {
    if (header.kind === "documents") {
      const rows: DocumentRow[] = JSON.parse(text);
      for (const row of rows) documents.push(row);
    } else if (header.kind === "base") {
      const { catalog, documents: last }: BasePayload = JSON.parse(text);
      if (base) throw new Error("There is a second base.");
      base = { state: catalogState(withDocuments(catalog, documents.concat(last))), bytes: end };
    } else {
      const { changeSet, documents: last }: ChangeSetPayload = JSON.parse(text);
      if (!base) throw new Error("There is a step before the base.");
      base.state.apply({ ...changeSet, documents: documents.concat(last) });
    }
    if (header.kind === "documents") return;
    documents = [];
    validBytes = end;
  }

  return {
    push(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes < neededBytes) return;
      const data = waiting.length === 1 ? bytes : joinBytes(waiting);
      let at = 0;
      for (let taken = -1; taken !== 0 && at < data.length; at += taken) {
        taken = onlyZeros ? takeZeros(data, at) : take(data, at);
      }
      position += at;
      waiting = at < data.length ? [data.slice(at)] : [];
      waitingBytes = data.length - at;
    },
    end() {
      const total = position + waitingBytes;
      if (base) return { state: base.state, baseBytes: base.bytes, validBytes, tornBytes: total - validBytes };
      throw corrupt(total === 0 ? "it is empty" : `it ends at byte ${total}, before the catalog is complete`);
    },
  };
}

type DocumentRow = { readonly source: string; readonly document: StoredDocument };

interface BasePayload {
  readonly catalog: Omit<StoredCatalog, "sources"> & {
    readonly sources: readonly Omit<StoredCatalog["sources"][number], "documents">[];
  };
  readonly documents: readonly DocumentRow[];
}

interface ChangeSetPayload {
  readonly changeSet: Omit<ChangeSet, "documents">;
  readonly documents: readonly DocumentRow[];
}

function withDocuments(catalog: BasePayload["catalog"], rows: readonly DocumentRow[]): StoredCatalog {
  const bySource = new Map(catalog.sources.map(({ name }) => [name, [] as StoredDocument[]]));
  for (const { source, document } of rows) bySource.get(source)?.push(document);
  const sources = catalog.sources.map((source) => ({ ...source, documents: bySource.get(source.name) ?? [] }));
  return { ...catalog, sources };
}

const LONGEST_HEADING = SNAPSHOT_MAGIC.length + 12;
const NEWLINE = 10;

/** Bytes of the first line; 0 when it is not all there yet. */
function headingLength(bytes: Uint8Array): number {
  const start = bytes.subarray(0, LONGEST_HEADING);
  const end = start.indexOf(NEWLINE);
  const line = new TextDecoder().decode(end < 0 ? start : start.subarray(0, end));
  const shared = Math.min(line.length, SNAPSHOT_MAGIC.length);
  const mayGoOn = end < 0 && start.length < LONGEST_HEADING;
  const format = line.slice(SNAPSHOT_MAGIC.length);
  if (line.slice(0, shared) !== SNAPSHOT_MAGIC.slice(0, shared) || (!mayGoOn && !/^[1-9]\d{0,9}$/.test(format))) {
    throw corrupt("it does not start like one");
  }
  if (mayGoOn) return 0;
  if (Number(format) <= SNAPSHOT_FORMAT) return end + 1;
  throw new CatalogError(
    "snapshot-too-new",
    `This snapshot was written by a newer Callboard (format ${format}); this one reads up to ${SNAPSHOT_FORMAT}. ` +
      "Upgrade Callboard, or write the snapshot again with this version.",
  );
}

function corrupt(what: string, cause?: unknown): CatalogError {
  return new CatalogError(
    "snapshot-corrupt",
    `This is not a whole Callboard snapshot: ${what}. ` +
      "Put a good copy in its place, or remove it: the catalog is then read from its sources again.",
    cause === undefined ? {} : { cause },
  );
}
