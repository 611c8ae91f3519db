import { CatalogError } from "../errors.ts";
import { visible } from "../model/quoted.ts";

/**
 * The URL of a web address whose host is allowed.
 *
 * @param allowedHosts `files.example.com`, `*.example.com` for every host below it, or with a port that is not the
 *   usual one, `files.example.com:8443`. A public IP address has to be listed as it is; one of a private network, of
 *   this machine or of a link is never allowed.
 * @throws {CatalogError} `invalid-argument` for every other address; user names and passwords are refused too
 */
export function allowedUrl(address: string, allowedHosts: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw refused("it is no web address", "Write one that starts with https://");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refused(`${url.protocol} addresses are not read`, "Write a path relative to this file, or an https: address");
  if (url.username !== "" || url.password !== "")
    throw refused("the address holds a user name or password", "Take it out");
  if (isPrivateAddress(url.hostname))
    throw refused(`${url.hostname} is an address of a private network or of this machine`, "Name a public host");
  if (allowedHosts.some((pattern) => matches(url, pattern.toLowerCase()))) return url;
  throw refused(`${url.host} is not in allowedHosts`, "Add it there, or write a path relative to this file");
}

function refused(why: string, remedy: string): CatalogError {
  return new CatalogError("invalid-argument", `host not allowed: ${visible(why)}. ${remedy}.`);
}

function matches({ hostname, port }: URL, pattern: string): boolean {
  const portAt = /:\d{1,5}$/.exec(pattern)?.index ?? pattern.length;
  if (pattern.slice(portAt + 1) !== port) return false;
  const host = pattern.slice(0, portAt);
  if (!host.startsWith("*.")) return host === hostname;
  return !isAddress(hostname) && hostname.length >= host.length && hostname.endsWith(host.slice(1));
}

/** URLs write every form of an IPv4 address with dots, and IPv6 addresses in brackets. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

function isPrivateAddress(hostname: string): boolean {
  if (!isAddress(hostname)) return false;
  return hostname.startsWith("[") ? !isPublicV6(hostname) : !isPublicV4(hostname);
}

function isPublicV4(address: string): boolean {
  const [first = 0, second = 0, third = 0] = address.split(".").map(Number);
  if (first === 0 || first === 10 || first === 127 || first >= 224) return false;
  if (first === 100) return second < 64 || second > 127;
  if (first === 169) return second !== 254;
  if (first === 172) return second < 16 || second > 31;
  if (first === 192) return second !== 168 && !(second === 0 && third === 0);
  return first !== 198 || second < 18 || second > 19;
}

/** Only 2000::/3 is public, without the parts of it that hold IPv4 addresses. */
function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = address
    .slice(1, -1)
    .split(":")
    .map((group) => Number.parseInt(group || "0", 16));
  return first >= 0x2000 && first <= 0x3fff && first !== 0x2002 && !(first === 0x2001 && second === 0);
}
