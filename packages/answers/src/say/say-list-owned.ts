import type { ListOwnedData } from "../intents/list-owned.ts";
import { plain } from "./plain.ts";
import { described } from "./say-list.ts";
import { fitted, kindOf, nameOf, titleOf, type Voice } from "./voice.ts";

/** What groups or people own, a line for each kind. */
export function sayListOwned(data: ListOwnedData, voice: Voice): string[] {
  const { owners, notOwners, filter, total, byKind, childGroups } = data;
  const strangers = owners.filter(({ ref }) => notOwners.includes(ref));
  if (strangers.length === owners.length) {
    return strangers.map(
      (each) =>
        `${voice.strong(titleOf(each))} is a ${kindOf(each)}; only groups and people own things. ` +
        `Ask "who owns ${nameOf(each.ref)}".`,
    );
  }
  const who = fitted(
    "",
    owners.map((each) => voice.strong(titleOf(each))),
    " and ",
  );
  const verb = owners.length > 1 ? "own" : "owns";
  return [
    total === 0
      ? `${who} ${verb} ${voice.warning(Object.keys(filter).length > 0 ? `no ${described(filter, 0)}` : "nothing")} in the catalog.`
      : `${who} ${verb} ${total} ${described(filter, total)}.`,
    ...byKind.map(({ kind, entities }) =>
      fitted(
        `${plain(kind, 40)} (${entities.length}): `,
        entities.map((each) => nameOf(each.ref) + aside(each.lifecycle)),
      ),
    ),
    ...(childGroups.length > 0
      ? [
          fitted("Not counted, as they belong to its child groups: what ", childGroups.map(nameOf)).concat(
            childGroups.length > 1 ? " own" : " owns",
          ),
        ]
      : []),
  ];
}

function aside(lifecycle: string | null): string {
  return lifecycle === "deprecated" || lifecycle === "experimental" ? ` (${lifecycle})` : "";
}
