import type { Clock, Logger } from "@callboard/core";
import { openRecordFile, type RecordFile } from "@callboard/store";
import { isJsonObject, type Json } from "../limits/json.ts";

/**
 * What the bot must not forget when it is restarted: which messages it has answered, what a thread is about, which
 * confirmations are spent. Values hold ids and refs; never what people wrote.
 */
export interface Journal {
  get(key: string): Json | undefined;
  /** Everything whose key starts like this, the oldest first. */
  entries(prefix: string): readonly (readonly [key: string, value: Json])[];
  /** It can be read at once, and is on the disk when this resolves. */
  set(key: string, value: Json, keepMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** The file to keep it in; without one it is forgotten with the process. */
  readonly file?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many entries are kept; of more the oldest go. 50,000 unless given. */
  readonly mostEntries?: number;
}

/** Below this many records a file is not worth writing anew. */
const SMALL = 1_000;

/**
 * Opens the journal. A disk that later refuses to write does not stop the bot: it is logged, and what was to be kept
 * is forgotten at the next restart.
 *
 * @throws {CatalogError} `store-locked` while another process has the file, `store-failed` when it cannot be opened
 */
export async function openJournal({
  file: path,
  clock,
  logger,
  mostEntries = 50_000,
}: JournalOptions): Promise<Journal> {
  const file = path === undefined ? null : await openRecordFile(path);
  const kept = new Map<string, Entry>();
  let isShortening = false;
  for (const found of file?.found ?? []) replay(kept, found);

  async function write(record: Entry): Promise<void> {
    if (!file) return;
    try {
      await file.append(record);
      await shorten(file);
    } catch (reason) {
      logger.error("The journal of the bot could not be written. After a restart it may answer something twice.", {
        reason: messageOf(reason),
      });
    }
  }

  async function shorten(records: RecordFile): Promise<void> {
    if (isShortening || records.size < SMALL || records.size < 2 * kept.size) return;
    isShortening = true;
    await records.rewrite([...kept.values()]).finally(() => {
      isShortening = false;
    });
  }

  function forget(): void {
    const now = clock.now();
    for (const [key, { until }] of kept) {
      if (kept.size <= mostEntries && until > now) return;
      if (kept.size > mostEntries || until <= now) kept.delete(key);
    }
  }

  function current(key: string): Entry | undefined {
    const entry = kept.get(key);
    return entry && entry.until > clock.now() ? entry : undefined;
  }

  return {
    get: (key) => current(key)?.value,
    entries: (prefix) =>
      [...kept.values()]
        .filter(({ key, until }) => key.startsWith(prefix) && until > clock.now())
        .map(({ key, value }) => [key, value] as const),
    set(key, value, keepMs) {
      const entry = { key, value, until: clock.now() + keepMs };
      kept.delete(key); // what is set anew counts as the youngest
      kept.set(key, entry);
      forget();
      return write(entry);
    },
    async delete(key) {
      if (kept.delete(key)) await write({ key, value: null, until: 0 });
    },
    close: async () => file?.close(),
  };
}

interface Entry {
  readonly key: string;
  readonly value: Json;
  /** When it is forgotten, in milliseconds since 1970. */
  readonly until: number;
}

function replay(kept: Map<string, Entry>, record: unknown): void {
  if (!isJsonObject(record)) return;
  const { key, value = null, until } = record;
  if (typeof key !== "string" || typeof until !== "number") return;
  kept.delete(key);
  if (until > 0) kept.set(key, { key, value, until });
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
