/** Hides secrets in texts, in every way of writing them that turns up in logs. */
export function masking(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter((secret) => secret.length >= MIN_CHARACTERS).flatMap(formsOf))];
  const longestFirst = forms.sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text).replace(TOKEN, MASK);
}

const MASK = "***";

/** Shorter ones would turn up by chance in every other word. */
const MIN_CHARACTERS = 6;

/** Anything else that looks like a token of Slack's. */
const TOKEN = /\b(?:xox[a-z]|xapp|xwfp)-[\w-]{8,}/g;

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString("base64");
  const hex = bytes.toString("hex");
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(bytes.toString()),
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    hex,
    hex.toUpperCase(),
  ];
}
