import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import type { TemplateFile } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { pathParts } from "../workspace/safe-path.ts";

export interface ArchiveOptions {
  /** How faults name the archive. */
  readonly name: string;
  /** Folders around everything in it that are left out; 0 unless given. */
  readonly strip?: number;
  /** The folder whose files are wanted, from what is left; all of them unless given. */
  readonly below?: string;
}

/** The most that an archive may hold, packed or not. */
export const MAX_ARCHIVE_BYTES = 100 * 2 ** 20;
const MAX_ENTRIES = 10_000;
const MAX_RATIO = 100;
/** Small archives are mostly zeros. */
const RATIO_COUNTS_FROM = 2 ** 20;

/**
 * The files in a `tar.gz` archive of at most 100 MiB unpacked, 10,000 entries and a ratio of 100. Nothing is written:
 * what it holds are paths below the archive, none of them through a link that it holds itself, and no hard links or
 * devices.
 *
 * @throws {TemplateError} `limit-exceeded`; `not-allowed` for an entry that could lead elsewhere; `not-found` when there
 *   is nothing below the folder; `unreachable` for what is no such archive
 */
export async function archiveFiles(bytes: Uint8Array, options: ArchiveOptions): Promise<readonly TemplateFile[]> {
  const { name, strip = 0, below = "" } = options;
  const prefix = below === "" ? "" : `${below}/`;
  const claim = pathClaims(name);
  const files: TemplateFile[] = [];
  let entries = 0;
  let isThere = below === "";
  try {
    for await (const entry of entriesOf(bytes, name)) {
      entries += 1;
      if (entries > MAX_ENTRIES) throw tooLarge(name, `more than ${MAX_ENTRIES} entries`);
      const { header, body } = entry;
      const type = typeOf(entry, name);
      const parts = claim(header.name, type);
      const path = parts.slice(strip).join("/");
      isThere ||= path === below || path.startsWith(prefix);
      if (parts.length <= strip || !path.startsWith(prefix) || path === below) {
        await body.cancel();
        continue;
      }
      const content = type === "file" ? await bytesOf(body) : NOTHING;
      if (type !== "file") await body.cancel();
      files.push({
        path: path.slice(prefix.length),
        type,
        isExecutable: type === "file" && ((header.mode ?? 0) & 0o100) !== 0,
        linkTo: type === "link" ? (header.linkname ?? "") : null,
        content: async () => content,
      });
    }
  } catch (cause) {
    if (cause instanceof TemplateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemplateError("unreachable", `The archive of ${name} cannot be read: ${reason}`, { cause });
  }
  if (!isThere) throw new TemplateError("not-found", `${name} is not there.`);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const NOTHING = new Uint8Array();

function entriesOf(bytes: Uint8Array, name: string): ReadableStream<ParsedTarEntry> {
  const unpacked = Readable.toWeb(Readable.from(unzipped(bytes, name))) as ReadableStream<Uint8Array>; // Node's own type for the same thing
  return unpacked.pipeThrough(createTarDecoder({ strict: true }));
}

async function* unzipped(bytes: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 2 ** 16 });
  gunzip.end(bytes);
  let length = 0;
  for await (const chunk of gunzip) {
    length += chunk.length;
    if (length > MAX_ARCHIVE_BYTES) throw tooLarge(name, `more than ${MAX_ARCHIVE_BYTES / 2 ** 20} MiB`);
    if (length > RATIO_COUNTS_FROM && length > MAX_RATIO * bytes.length) {
      throw tooLarge(name, `more than ${MAX_RATIO} times what it takes packed`);
    }
    yield chunk;
  }
}

async function bytesOf(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function typeOf({ header }: ParsedTarEntry, name: string): TemplateFile["type"] {
  switch (header.type) {
    case "file":
    case undefined:
      return header.name.endsWith("/") ? "folder" : "file";
    case "directory":
      return "folder";
    case "symlink":
      return "link";
    default:
      throw refused(name, header.name, `is a ${header.type === "link" ? "hard link" : header.type}`);
  }
}

/**
 * Takes the paths of an archive one by one and refuses one that could lead elsewhere: by itself, through a link of the
 * archive, or by a name that some file system takes for that of such a link.
 */
function pathClaims(name: string): (path: string, type: TemplateFile["type"]) => readonly string[] {
  const types = new Map<string, TemplateFile["type"]>();
  return (path, type) => {
    const parts = safeParts(path, name);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const key = parts.slice(0, depth).join("/").normalize("NFKC").toLowerCase();
      const known = types.get(key);
      const own = depth === parts.length ? type : "folder";
      if (known === "link" || (known !== undefined && own === "link"))
        throw refused(name, path, "goes through a link of the archive, or has its name");
      if (known === undefined) types.set(key, own);
    }
    return parts;
  };
}

function safeParts(path: string, name: string): readonly string[] {
  try {
    return pathParts(path);
  } catch {
    throw refused(name, path, "leads out of it");
  }
}

function refused(name: string, path: string, why: string): TemplateError {
  const message = `The archive of ${name} is refused: ${JSON.stringify(path.slice(0, 200))} ${why}.`;
  return new TemplateError("not-allowed", message);
}

function tooLarge(name: string, what: string): TemplateError {
  return new TemplateError("limit-exceeded", `The archive of ${name} holds ${what}.`);
}
