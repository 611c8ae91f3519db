/** A host, or another name that something is reached by, as a setting or a line of code writes it. */
export interface Address {
  readonly host: string;
  /** True where it cannot be anything but an address: in a URL. */
  readonly isCertain: boolean;
}

/** Longer values hold no address that a person wrote. */
const MAX_VALUE = 2000;

/**
 * The hosts and names that a value gives, in lower case and without ports, paths, users and passwords. A bare word is
 * one only where the name of the setting says so, as in `ORDERS_HOST`.
 */
export function addressesIn(name: string, value: string): readonly Address[] {
  if (value.length > MAX_VALUE || NOT_ADDRESSES.test(name)) return [];
  const isAddress = ADDRESS_NAMES.test(name);
  return value.split(/[,;\s|]+/).flatMap((part) => {
    const address = addressOf(part.replace(/^["'[]+|["'\]]+$/g, ""), isAddress);
    return address && isName(address.host) ? [address] : [];
  });
}

const ADDRESS_NAMES =
  /(?:host|hostname|hosts|addr|addrs|address|addresses|server|servers|service|endpoint|endpoints|broker|brokers|url|urls|uri|dsn|upstream|backend|target|bucket|bucket_?name|table|table_?name|queue|queue_?name|topic|topic_?name|nodes?|arn)$/i;
const NOT_ADDRESSES = /(?:image|version|tag|password|passwd|secret|token|key|dialect|driver|user|username)$/i;

/** Where connection strings name a host: `Server=tcp:orders-db,1433`. */
const HOST_KEYS = /^(?:server|host|hostname|data source|source|addr|address|endpoint|network address)=(?:tcp:)?(.*)$/i;

function addressOf(part: string, isAddress: boolean): Address | undefined {
  if (part.startsWith("arn:"))
    return {
      host: part.slice(Math.max(part.lastIndexOf(":"), part.lastIndexOf("/")) + 1).toLowerCase(),
      isCertain: false,
    };
  // Where an address is made of another one, the inner one is what is there.
  const scheme = part.lastIndexOf("://");
  if (scheme >= 0) return urlAddress(part, scheme);
  const keyed = HOST_KEYS.exec(part)?.[1];
  if (keyed !== undefined) return { host: withoutPort(keyed), isCertain: false };
  const host = part.slice(part.lastIndexOf("@") + 1).replace(/\/.*$/, "");
  if (/^[\w.-]+:\d{2,5}$/.test(host)) return { host: withoutPort(host), isCertain: false };
  return isAddress && /^[\w.-]+$/.test(part) ? { host: part.toLowerCase(), isCertain: false } : undefined;
}

function urlAddress(part: string, scheme: number): Address {
  const rest = part.slice(scheme + 3);
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const host = withoutPort(authority.slice(authority.lastIndexOf("@") + 1));
  // What a queue or a bucket is called stands in the path of the host that all of them share.
  if (/(?:^|\.)(?:sqs|queue)\.[\w.-]*amazonaws\.com$/.test(host)) {
    return { host: rest.slice(rest.lastIndexOf("/") + 1).toLowerCase(), isCertain: false };
  }
  return { host, isCertain: true };
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
}

function isName(host: string): boolean {
  return /^[a-z_][\w.-]{0,252}$/.test(host) && !LOCAL.test(host);
}

const LOCAL = /^(?:localhost|localhost\..*|.*\.localhost|host\.docker\.internal|true|false|null|none)$/;

/**
 * The names that a host may be known by, the likeliest first: itself, and where it is a name inside of a cluster or of
 * a cloud its first labels. A host of the public internet is only itself.
 */
export function namesOfHost(host: string, namespaces: ReadonlySet<string>): readonly string[] {
  const labels = host.split(".");
  const [first = "", second = ""] = labels;
  if (labels.length === 1) return [host];
  if (CLOUD.test(host)) return [host, first, second];
  const last = labels.at(-1) ?? "";
  const isInside =
    INTERNAL.has(last) || labels.includes("svc") || namespaces.has(last) || (!PUBLIC.has(last) && last.length > 3);
  if (!isInside) return [host];
  // The name of one pod of a set comes before the name of the set's service.
  return labels.length > 2 && /-\d+$/.test(first) ? [host, second, first] : [host, first];
}

const INTERNAL: ReadonlySet<string> = new Set([
  "svc",
  "local",
  "internal",
  "intern",
  "lan",
  "cluster",
  "consul",
  "docker",
  "int",
  "localdomain",
]);

/** Endings of the public internet of more than three letters; shorter ones are all taken for public. */
const PUBLIC: ReadonlySet<string> = new Set(
  "info cloud tech site shop store online host space website live agency systems services solutions network digital software company group media global world today news blog email health finance bank money team tools works zone life design studio academy center technology example test invalid arpa".split(
    " ",
  ),
);

const CLOUD =
  /\.(?:amazonaws\.com(?:\.cn)?|database\.windows\.net|redis\.cache\.windows\.net|servicebus\.windows\.net|core\.windows\.net|documents\.azure\.com|postgres\.database\.azure\.com)$/;

/**
 * A value with `${NAME}`, `${NAME:-default}`, `${NAME:default}` and `$(NAME)` filled in; what is not known becomes
 * nothing.
 */
export function filledIn(value: string, known: (name: string) => string | undefined): string {
  if (!value.includes("$") || value.length > MAX_VALUE) return value;
  return value.replace(
    /\$\{(\w+)(?::?-|:|-)?([^${}]*)\}|\$\((\w+)\)/g,
    (_, braced?: string, fallback = "", round?: string) => {
      const name = braced ?? round ?? "";
      return known(name) ?? fallback;
    },
  );
}
