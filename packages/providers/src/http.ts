import { createHash } from "node:crypto";
import { CatalogError, type EntityProvider, type ProvideContext, type SourceDocument } from "@callboard/core";
import { configuredUrls, type HttpFile, placeUnder } from "./http/configured-urls.ts";
import { type FileFetch, fileFetch } from "./http/file-fetch.ts";
import type { Reply } from "./net/bounded-request.ts";
import { untilReadEnds } from "./net/until-read-ends.ts";
import { refusal } from "./net/web-service.ts";
import { readAhead } from "./read-ahead.ts";

/** Which files on the web to read as a catalog. */
export interface HttpProviderOptions {
  /** One address of a YAML or JSON file, or several. They may lie in a private network. */
  readonly urls: string | readonly string[];
  /**
   * Headers by host, with the port if it is not the usual one: `{ "files.example.com": { authorization: "Bearer …" } }`.
   * They are sent to that host alone, and to no host that it redirects to.
   */
  readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Tells sources apart: the source is called `http:<name>`. The host of the first address unless given. */
  readonly name?: string;
  /** Larger files are not read, and reported. 5 MiB unless given, once decompressed. */
  readonly maxBytes?: number;
  /** How long one file may take. 10 s unless given. */
  readonly timeoutMs?: number;
  /** How a redirect to another host than those of `urls` is followed; `publicFetch()` unless given. */
  readonly fetchElsewhere?: typeof fetch;
}

/**
 * Reads catalog files at web addresses. One that has the ETag or the time of the last read is not transferred again. A
 * file that is not there (404) keeps its entities, with a problem; one that is gone (410), or no longer listed, does not.
 *
 * Documents may name further files in the folder of their address, or below it.
 *
 * @throws {CatalogError} `invalid-argument` for an address that is not http or https or holds a password, and for
 *   headers of a host that is not read
 */
export function httpProvider(options: HttpProviderOptions): EntityProvider {
  const { maxBytes, timeoutMs, fetchElsewhere } = options;
  const { files, headersOf } = configuredUrls(options.urls, options.headers ?? {});
  const { name = files[0]?.url.host } = options;
  const origins = new Set(files.map(({ url }) => url.origin));
  const limits = { ...(maxBytes && { maxBytes }), ...(timeoutMs && { timeoutMs }) };
  const settings = { origins, headersOf, limits, ...(fetchElsewhere && { fetchElsewhere }) };

  return {
    name: `http:${name}`,
    provide: (given) =>
      untilReadEnds(given, async function* (context) {
        const get = fileFetch(settings, context);
        let read = 0;
        let failure: unknown;
        for await (const outcome of readAhead(files, READ_AHEAD, (file) => outcomeOf(file, get, context))) {
          if (outcome.status === "read") yield outcome.document;
          if (outcome.status === "skipped") {
            failure ??= outcome.reason;
            context.skip(outcome.location, outcome.reason);
          } else read += 1;
        }
        if (read === 0 && failure !== undefined) throw failure;
      }),
    async read(location, context) {
      const url = placeUnder(files, location);
      const reply = await fileFetch(settings, context)(url);
      if (reply.status === 404 || reply.status === 410) return undefined;
      if (reply.status !== 200) throw refusal(url.host, reply.status);
      return textOf(reply);
    },
  };
}

/** How many files are fetched at a time. */
const READ_AHEAD = 8;

type Outcome =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "skipped"; readonly location: string; readonly reason: unknown }
  | { readonly status: "gone" };

async function outcomeOf(
  { url, location, viewUrl }: HttpFile,
  get: FileFetch,
  { known, signal }: ProvideContext,
): Promise<Outcome> {
  const version = known?.(location);
  try {
    const reply = await get(url, version === undefined ? {} : conditionOf(version));
    if (reply.status === 410) return { status: "gone" };
    if (reply.status === 304 && version !== undefined)
      return { status: "read", document: { location, version, unchanged: true } };
    if (reply.status === 404) throw new CatalogError("source-unreachable", NOT_THERE);
    if (reply.status !== 200) throw refusal(url.host, reply.status);
    const document = { location, content: textOf(reply), version: versionOf(reply), ...modifiedOf(reply) };
    return { status: "read", document: viewUrl === undefined ? document : { ...document, viewUrl } };
  } catch (reason) {
    signal.throwIfAborted();
    return { status: "skipped", location, reason };
  }
}

const NOT_THERE = "it is not there (status 404). Take its address out if that is as it should be";

function textOf({ bytes }: Reply): string {
  return new TextDecoder().decode(bytes);
}

function versionOf({ headers, bytes }: Reply): string {
  const etag = headers.get("etag");
  if (etag) return `etag ${etag}`;
  const modified = headers.get("last-modified");
  return modified ? `modified ${modified}` : `sha256 ${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The headers that ask for a file only if it has another version. */
function conditionOf(version: string): Readonly<Record<string, string>> {
  if (version.startsWith("etag ")) return { "if-none-match": version.slice("etag ".length) };
  return version.startsWith("modified ") ? { "if-modified-since": version.slice("modified ".length) } : {};
}

function modifiedOf({ headers }: Reply): { readonly modified?: string } {
  const time = Date.parse(headers.get("last-modified") ?? "");
  return Number.isNaN(time) ? {} : { modified: new Date(time).toISOString() };
}
