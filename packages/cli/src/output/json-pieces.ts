import { printable } from "./printable.ts";

/** The characters of {@link printableJson}, indented, and a line break: a value at a time, so that no one text holds them all. */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* pieces(value, "");
  yield "\n";
}

function* pieces(value: unknown, indent: string): Generator<string> {
  if (typeof value !== "object" || value === null) yield printable(JSON.stringify(value) ?? "null");
  else if (Array.isArray(value)) {
    yield* container(
      "[]",
      value.map((item): Member => ["", item]),
      indent,
    );
  } else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    yield* container(
      "{}",
      members.map(([key, member]): Member => [`${printable(JSON.stringify(key))}: `, member]),
      indent,
    );
  }
}

type Member = readonly [before: string, value: unknown];

function* container(brackets: "[]" | "{}", members: readonly Member[], indent: string): Generator<string> {
  if (members.length === 0) return yield brackets;
  const inner = `${indent}  `;
  for (const [index, [before, value]] of members.entries()) {
    yield `${index === 0 ? brackets[0] : ","}\n${inner}${before}`;
    yield* pieces(value, inner);
  }
  yield `\n${indent}${brackets[1]}`;
}
