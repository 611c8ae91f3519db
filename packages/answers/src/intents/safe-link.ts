/** An address that may be shown as a link; null for every scheme but http, https and mailto. */
export function safeLink(url: string): string | null {
  if (url.length > LONGEST_LINK || !/^(https?:\/\/|mailto:)/i.test(url) || !URL.canParse(url)) return null;
  const { href, username, password } = new URL(url);
  // Credentials before the host make an address look like another one; `<`, `>` and `|` end a link in chat.
  return username || password || /[\s<>|"`]/.test(url) ? null : href;
}

const LONGEST_LINK = 500;
