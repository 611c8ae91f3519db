import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { CatalogError, isPublicAddress } from "@callboard/core";

export interface PublicFetchOptions {
  /** The addresses that a host name has now; asks the system unless given. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
  /** Whether an address may be connected to; core's `isPublicAddress` unless given. */
  readonly accepts?: (address: string) => boolean;
}

/**
 * A `fetch` for files whose addresses somebody else wrote. It looks a host name up once, refuses it when one of its
 * addresses is not public, and connects to one of those it has checked: a name that leads elsewhere a moment later
 * changes nothing. Each request has a connection of its own.
 *
 * It reads only: methods other than GET and HEAD are a `TypeError`. It follows no redirect, but gives the response that
 * says where to go. It rejects with a `CatalogError` `source-unreachable` for an address that is not accepted.
 */
export function publicFetch(options: PublicFetchOptions = {}): typeof fetch {
  const { resolve = systemAddresses, accepts = isPublicAddress } = options;

  async function checkedAddresses(hostname: string): Promise<LookupAddress[]> {
    const addresses = await resolve(hostname);
    for (const address of addresses) if (!accepts(address)) throw refused(hostname, address);
    return addresses.map((address) => ({ address, family: isIP(address) }));
  }

  const lookupChecked: LookupFunction = (hostname, { all }, callback) => {
    checkedAddresses(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) callback(new Error(`${hostname} has no address`), "");
        else if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (reason) => callback(reason, ""),
    );
  };

  return async (input, init) => {
    const request = new Request(input, init);
    const { method } = request;
    if (method !== "GET" && method !== "HEAD")
      throw new TypeError(`publicFetch reads files only, it cannot ${method}.`);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    const literal = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0 && !accepts(literal)) throw refused(url.hostname, literal); // is connected to without a lookup
    const message = await send(url, request, lookupChecked);
    return responseOf(message, method);
  };
}

async function systemAddresses(hostname: string): Promise<readonly string[]> {
  const addresses = await lookup(hostname, { all: true });
  return addresses.map(({ address }) => address);
}

function refused(hostname: string, address: string): CatalogError {
  const what = hostname === address ? `${address} is` : `${hostname} leads to ${address}, which is`;
  return new CatalogError("source-unreachable", `host not allowed: ${what} no public address. Name a public host.`);
}

function send(url: URL, { method, headers, signal }: Request, lookup: LookupFunction): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const sent = { "accept-encoding": [...DECODERS.keys()].join(", "), ...Object.fromEntries(headers) };
  return new Promise((resolve, reject) => {
    request(url, { method, headers: sent, signal, lookup, agent: false }, resolve).on("error", reject).end();
  });
}

const DECODERS = new Map([
  ["gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/** Answers of these states have no body. */
const WITHOUT_BODY = new Set([204, 205, 304]);

function responseOf(message: IncomingMessage, method: string): Response {
  const { statusCode: status = 0, headersDistinct } = message;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const decoder = DECODERS.get(headers.get("content-encoding")?.toLowerCase() ?? "");
  if (decoder) {
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  if (method === "HEAD" || WITHOUT_BODY.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  // What fails on the way breaks off the body: whoever reads it is told.
  const body = decoder ? pipeline(message, decoder(), () => {}) : message;
  return new Response(Readable.toWeb(body) as ReadableStream, { status, headers }); // Node's own type for the same thing
}
