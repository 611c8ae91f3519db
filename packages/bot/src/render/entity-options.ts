import { nameOf, plain } from "@callboard/answers";
import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import type { Option, OptionGroup } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { refKey } from "./encode-state.ts";
import { plainText } from "./escape.ts";

/** What an entity picker offers for what was typed, best first, in groups by kind; at most 100 entities in all. */
export function entityOptions(view: CatalogView, typed: string): { readonly option_groups: OptionGroup[] } {
  const text = typed.slice(0, LONGEST_TYPED).trim();
  const limit = blockLimits.selectOptions;
  const found = text === "" ? [] : view.search(text, { limit, people: true });
  const groups = new Map<string, { ref: EntityRef; title: string | null }[]>();
  for (const { ref, kind, title } of found.slice(0, limit)) {
    const group = groups.get(kind);
    if (group) group.push({ ref, title });
    else groups.set(kind, [{ ref, title }]);
  }
  return {
    option_groups: Array.from(groups, ([kind, entities]) => ({
      label: plainText(plain(kind, 40), blockLimits.optionGroupLabel),
      options: entities.map(optionOf),
    })),
  };
}

const LONGEST_TYPED = 200;

/** The value is the ref, or its key where the ref is longer than a value may be: read it with `readRefKey`. */
function optionOf({ ref, title }: { readonly ref: EntityRef; readonly title: string | null }): Option {
  const name = nameOf(ref);
  const shown = title === null ? "" : plain(title, 60);
  const { namespace } = entityRefParts(ref);
  return {
    text: plainText(shown === "" || shown.toLowerCase() === name ? name : `${shown} (${name})`, blockLimits.optionText),
    value: refKey(ref),
    ...(namespace !== "default" && { description: plainText(plain(namespace), blockLimits.optionDescription) }),
  };
}
