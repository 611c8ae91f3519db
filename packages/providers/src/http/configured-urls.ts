import { CatalogError } from "@callboard/core";

/** One file that the operator of the catalog named. */
export interface HttpFile {
  readonly url: URL;
  /** Its address without the query, which may hold what is secret. */
  readonly location: string;
  /** Absent where the address without its query shows something else. */
  readonly viewUrl?: string;
}

export interface ConfiguredUrls {
  readonly files: readonly HttpFile[];
  /** What is sent to an origin; nothing to those that are not configured. */
  headersOf(origin: string): Readonly<Record<string, string>>;
}

/** @throws {CatalogError} `invalid-argument` */
export function configuredUrls(
  urls: string | readonly string[],
  headers: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ConfiguredUrls {
  const files = new Map<string, HttpFile>();
  for (const [index, address] of [urls].flat().entries()) {
    const url = webAddress(address, index);
    const plain = `url:${url.origin}${url.pathname}`;
    // Addresses that differ in their query only are told apart by their place in the list.
    const location = files.has(plain) ? `${plain}#${index + 1}` : plain;
    files.set(location, { url, location, ...(url.search === "" && { viewUrl: url.href }) });
  }
  const all = [...files.values()];
  if (all.length === 0) throw invalid("httpProvider has no address to read. Name one in urls.");
  const byOrigin = new Map<string, Readonly<Record<string, string>>>();
  for (const [host, own] of Object.entries(headers)) {
    const origins = new Set(all.filter(({ url }) => url.host === host).map(({ url }) => url.origin));
    if (origins.size === 0)
      throw invalid(`There are headers for ${host}, but no address of that host is read. Correct the host.`);
    if (Object.values(own).some((value) => !/^[\x20-\x7e]+$/.test(value)))
      throw invalid(`A header for ${host} is empty or holds characters that cannot be sent. Check it for line ends.`);
    for (const origin of origins) byOrigin.set(origin, own);
  }
  return { files: all, headersOf: (origin) => byOrigin.get(origin) ?? {} };
}

/**
 * The address of a file that a document names, if it lies in the folder of a configured address, or below it.
 *
 * @throws {CatalogError} `invalid-argument` for any other
 */
export function placeUnder(files: readonly HttpFile[], location: string): URL {
  const address = location.startsWith("url:") ? location.slice("url:".length) : "";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && url.username === "" && url.password === "" && !/%2f|%5c/i.test(url.pathname);
  const isBelow = (file: HttpFile) =>
    url?.origin === file.url.origin &&
    url.pathname.startsWith(file.url.pathname.slice(0, file.url.pathname.lastIndexOf("/") + 1));
  if (isPlain && files.some(isBelow)) return url;
  throw invalid("host not allowed: only files in the folder of a configured address, or below it, are read");
}

function webAddress(address: string, index: number): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") {
    url.hash = "";
    return url;
  }
  // The address is not quoted: what is wrong with it may be a password in it.
  const which = `Address ${index + 1} of httpProvider`;
  throw invalid(`${which} is no plain web address. Write one that starts with https://, with a token in headers.`);
}

function invalid(message: string): CatalogError {
  return new CatalogError("invalid-argument", message);
}
