import { fold, words } from "./tokenize.ts";

/** What a person typed, taken apart: `component:default/seat-map`, `retail/payments-db`, `Seat Map`. */
export interface TypedName {
  /** Without what quotes it. */
  readonly text: string;
  /** In lower case; null when the text names none. */
  readonly kind: string | null;
  readonly namespace: string | null;
  /** The text without kind and namespace. */
  readonly name: Spelling;
  /** The text with them, in case they are none: a project slug has a slash, too. */
  readonly whole: Spelling;
}

/** One text in the three forms in which names are compared. */
export interface Spelling {
  /** As typed, in lower case. */
  readonly literal: string;
  readonly words: readonly string[];
  /** The words joined. */
  readonly key: string;
}

/** Takes apart what a person typed as a name. */
export function typedName(text: string): TypedName {
  const bare = text.replace(QUOTES_BEFORE, "").replace(QUOTES_AFTER, "");
  const [, kind, namespace, name = bare] = REF.exec(bare) ?? [];
  return {
    text: bare,
    kind: kind?.toLowerCase() ?? null,
    namespace: namespace?.toLowerCase() ?? null,
    name: spelling(name),
    whole: spelling(bare),
  };
}

function spelling(text: string): Spelling {
  return { literal: text.toLowerCase(), words: words(text), key: fold(text) };
}

const QUOTES_BEFORE = /^[\s"'`“‘«([{*_]+/;
const QUOTES_AFTER = /[\s"'`”’»)\]}*_?!.,:;]+$/;
/** `[kind:][namespace/]name`; prose with a colon or a slash in it is no ref. */
const REF = /^(?:([\w.-]+):)?(?:([\w.-]+)\/)?([^\s:/].*)$/s;
