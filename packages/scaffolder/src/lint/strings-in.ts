/** Every text in a value, with its JSON pointer from where the value stands. Steps know their own. */
export function* stringsIn(
  value: unknown,
  pointer: string,
): Generator<{ readonly pointer: string; readonly text: string }> {
  if (typeof value === "string") yield { pointer, text: value };
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* stringsIn(part, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}
