// C0 and C1 controls, DEL, line separators, and the marks that turn the direction of text around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text that cannot move the cursor, colour the screen, start a line or hide itself: such characters read `\u001b`. */
export function printable(text: string): string {
  return text.replace(CONTROL, escapeCharacter);
}

/** A value as JSON that is just as safe to look at. Indented unless it has to be one line. */
export function printableJson(value: unknown, shape: "indented" | "line"): string {
  const json = JSON.stringify(value, null, shape === "indented" ? 2 : 0);
  return json.split("\n").map(printable).join("\n");
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
