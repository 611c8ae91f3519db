import { CatalogError } from "../errors.ts";
import { visible } from "../model/quoted.ts";
import { isPublicAddress } from "./public-address.ts";

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
  if (isAddress(url.hostname) && !isPublicAddress(url.hostname))
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
