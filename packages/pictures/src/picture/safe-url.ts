const SHOWN_PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
const LONGEST = 500;

/** An address that may be a link, written out in full; null for every scheme but http, https and mailto. */
export function safeUrl(text: string): string | null {
  if (text.length > LONGEST || !/^(?:https?:\/\/|mailto:)/i.test(text) || !URL.canParse(text)) return null;
  const { href, protocol, username, password } = new URL(text);
  // Credentials before the host make an address look like another one.
  return SHOWN_PROTOCOLS.has(protocol) && username === "" && password === "" ? href : null;
}
