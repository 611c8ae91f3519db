import { CatalogError, type EntityProvider, type ProvideContext, type SourceDocument } from "@callboard/core";
import { patternSelection } from "./file/pattern-selection.ts";
import { fileSelection, selects } from "./file/selection.ts";
import { CATALOG_FILES } from "./file.ts";
import { untilReadEnds } from "./net/until-read-ends.ts";
import { readAhead } from "./read-ahead.ts";
import { type Bucket, openBucket, type S3Access, type S3Object } from "./s3/bucket.ts";

/** What to read from a bucket of S3, or of anything that speaks its protocol. */
export interface S3ProviderOptions extends S3Access {
  /** What the keys to read begin with, for example `["catalog/", "teams/"]`; everything unless given. */
  readonly prefixes?: readonly string[];
  /** Patterns and names of whole keys; {@link CATALOG_FILES} unless given. */
  readonly include?: readonly string[];
  /** Patterns of keys to leave out. */
  readonly exclude?: readonly string[];
  /** Tells sources apart: the source is called `s3:<name>`. The bucket unless given. */
  readonly name?: string;
  /** Larger objects are not read, and reported. 5 MiB unless given. */
  readonly maxBytes?: number;
}

/**
 * Reads catalog files from a bucket. An object with the ETag of the last read is not transferred again. One that is
 * there and cannot be read keeps its entities, with a problem.
 *
 * @throws {CatalogError} `invalid-argument` for a pattern that begins with a slash or holds `..`
 */
export function s3Provider(options: S3ProviderOptions): EntityProvider {
  const {
    bucket,
    prefixes = [""],
    include = [CATALOG_FILES],
    exclude = [],
    name = bucket,
    maxBytes = MAX_BYTES,
  } = options;
  const selection = fileSelection(include, exclude);

  /** The key that a location names, below the prefixes that are read. */
  function keyAt(location: string): string {
    const key = location.startsWith(`s3:${bucket}/`) ? location.slice(`s3:${bucket}/`.length) : "";
    const isPlain = key !== "" && !key.split("/").includes("..") && !key.includes("\0");
    if (isPlain && prefixes.some((prefix) => key.startsWith(prefix))) return key;
    const message = `only objects of the bucket ${bucket} below its prefixes are read. Write a path relative to this file`;
    throw new CatalogError("invalid-argument", message);
  }

  return {
    name: `s3:${name}`,
    provide: (given) =>
      untilReadEnds(given, async function* (context) {
        const source = await openBucket(options, context);
        try {
          const objects = (await listAll(source, prefixes)).filter(({ key }) => selects(selection, key));
          let failures = 0;
          const read = (object: S3Object) => outcomeOf(source, object, `s3:${bucket}/${object.key}`, maxBytes, context);
          for await (const outcome of readAhead(objects, READ_AHEAD, read)) {
            context.signal.throwIfAborted();
            if (outcome.status === "read") yield outcome.document;
            else if (outcome.status === "skipped") {
              failures += outcome.reason.code === "source-unreachable" ? 1 : 0;
              if (failures > MOST_FAILURES) throw outcome.reason;
              context.skip(outcome.location, outcome.reason);
            }
          }
          const isThere = new Set(objects.map(({ key }) => key));
          for (const key of selection.named) if (!isThere.has(key)) context.skip(`s3:${bucket}/${key}`, NOT_THERE);
        } finally {
          source.close();
        }
      }),
    async read(location, context) {
      const key = keyAt(location);
      const source = await openBucket(options, context);
      try {
        return (await source.get(key, maxBytes))?.text;
      } finally {
        source.close();
      }
    },
    async list(pattern, context) {
      const wanted = patternSelection(keyAt(pattern), exclude);
      const source = await openBucket(options, context);
      try {
        const objects = await listAll(source, prefixes);
        return objects.filter(({ key }) => selects(wanted, key)).map(({ key }) => `s3:${bucket}/${key}`);
      } finally {
        source.close();
      }
    },
  };
}

const NOT_THERE = "it is named in include but is not there. Take its name out if that is as it should be";
const MAX_BYTES = 5 * 2 ** 20;
/** How many objects are read at a time. */
const READ_AHEAD = 16;
/** With more objects than this that cannot be reached it is the bucket that cannot be reached. */
const MOST_FAILURES = 5;

/** All objects below some prefixes, each once, in the order of their keys. */
async function listAll(source: Bucket, prefixes: readonly string[]): Promise<readonly S3Object[]> {
  const objects = new Map<string, S3Object>();
  for (const prefix of prefixes) {
    for await (const object of source.list(prefix)) objects.set(object.key, object);
  }
  return [...objects.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}

type Outcome =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "skipped"; readonly location: string; readonly reason: CatalogError }
  | { readonly status: "gone" };

async function outcomeOf(
  source: Bucket,
  { key, etag, bytes, modified }: S3Object,
  location: string,
  maxBytes: number,
  { known, signal }: ProvideContext,
): Promise<Outcome> {
  const when = modified === undefined ? {} : { modified };
  if (etag !== undefined && known?.(location) === etag)
    return { status: "read", document: { location, version: etag, unchanged: true, ...when } };
  try {
    const object = bytes > maxBytes ? undefined : await source.get(key, maxBytes);
    if (bytes > maxBytes)
      throw new CatalogError("limit-exceeded", `it is larger than maxBytes, which is ${maxBytes} bytes`);
    if (!object) return { status: "gone" };
    const version = object.etag ?? etag;
    return { status: "read", document: { location, content: object.text, ...(version && { version }), ...when } };
  } catch (reason) {
    signal.throwIfAborted();
    if (!(reason instanceof CatalogError)) throw reason;
    return { status: "skipped", location, reason };
  }
}
