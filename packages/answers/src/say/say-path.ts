import type { EntitySummary } from "../intents/entity-summary.ts";
import type { Chain, PathData } from "../intents/path.ts";
import { plain } from "./plain.ts";
import { count, fitted, introduced, kindOf, nameOf, type Voice } from "./voice.ts";

/** Whether one thing needs another, each hop a sentence; and whether it is the other way round. */
export function sayPath(data: PathData, voice: Voice): string[] {
  const { from, to, forward, backward, incompleteSources } = data;
  const [one, other] = [nameOf(from.ref), nameOf(to.ref)];
  if (from.ref === to.ref) return [`${introduced(from, voice.strong)} is both ends of that question. Name two things.`];
  if (forward && backward) {
    return [
      `Yes, and both ways: ${voice.strong(one)} needs ${voice.strong(other)}, and ${other} needs ${one}.`,
      ...hopLines(forward),
      "Back again:",
      ...hopLines(backward),
      `That is a cycle: neither runs without the other.`,
    ];
  }
  if (forward) return [`Yes: ${headline(from, to, forward, voice)}`, ...hopLines(forward)];
  if (backward) {
    return [
      `No: ${voice.strong(one)} does not need ${other}, but ${headline(to, from, backward, voice)}`,
      ...hopLines(backward),
    ];
  }
  return [
    `No: by what is declared, ${introduced(from, voice.strong)} does not need ${introduced(to, voice.strong)}, ` +
      "nor the other way round.",
    ...(data.shared.length > 0
      ? [
          fitted(
            "Both need: ",
            data.shared.map((each) => `${nameOf(each.ref)} (${kindOf(each)})`),
          ),
        ]
      : []),
    "That proves little: dependencies that nobody wrote down do not show here.",
    ...(incompleteSources.length > 0
      ? [
          fitted(
            "Not read completely: ",
            incompleteSources.map((name) => plain(name)),
          ),
        ]
      : []),
  ];
}

/** `web needs payments-db over 5 hops`; of a system or a group it is a part that needs, or is needed. */
function headline(from: EntitySummary, to: EntitySummary, { start, hops }: Chain, voice: Voice): string {
  const end = hops.at(-1)?.entity ?? start;
  const one = start.ref === from.ref ? "" : "a part of ";
  const other = end.ref === to.ref ? "" : "a part of ";
  const how = hops.length === 1 ? "directly" : `over ${count(hops.length, "hop")}`;
  return `${one}${voice.strong(nameOf(from.ref))} needs ${other}${voice.strong(nameOf(to.ref))} ${how}.`;
}

function hopLines({ start, hops }: Chain): string[] {
  return hops.map(({ entity, relation }, index) => {
    const before = hops[index - 1] ?? start;
    return `  ${nameOf(before.ref)} ${VERBS[relation] ?? "needs"} ${introduced(entity)}`;
  });
}

/** What a hop is in a sentence; of other relations all that is known is that they carry a need. */
const VERBS: Readonly<Record<string, string>> = {
  consumesApi: "uses",
  apiProvidedBy: "is provided by",
};
