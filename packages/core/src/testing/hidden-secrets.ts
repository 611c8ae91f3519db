/** Those of some secrets that are in a text, in any of the forms in which they slip out; also over several lines. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  const inOnePiece = text.replace(/\s/g, "");
  return secrets.filter((secret) => formsOf(secret).some((form) => inOnePiece.includes(form)));
}

/** As it is, for addresses, in base64 wherever it begins, the same for addresses, in hexadecimal, and escaped. */
function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const escaped = [...secret]
    .map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
  const base64 = ["", "x", "xx"].map((before) => {
    // What stands before and behind it has a part in the outer characters.
    const whole = btoa(before + String.fromCharCode(...bytes));
    return whole.replace(/=+$/, "").slice(before === "" ? 0 : 4, -2);
  });
  const forAddresses = base64.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [secret, encodeURIComponent(secret), ...base64, ...forAddresses, hex, hex.toUpperCase(), escaped];
}

/** Everything that an error says, with its stack, its own fields and its causes. */
export function wholeError(reason: unknown): string {
  const parts: string[] = [];
  let one = reason;
  for (let depth = 0; depth < 10 && one !== undefined; depth += 1) {
    parts.push(String(one), fieldsOf(one));
    if (!(one instanceof Error)) break;
    parts.push(one.stack ?? "");
    one = one.cause;
  }
  return parts.join("\n");
}

function fieldsOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const own = Object.getOwnPropertyNames(value).filter((name) => name !== "cause");
  return own.map((name) => `${name}: ${textOf(Reflect.get(value, name))}`).join("\n");
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value); // what cannot be plain data
  }
}
