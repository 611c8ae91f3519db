import { type Effect, shortName } from "@callboard/core";
import type { Reason, ReasonHop, WhyData } from "../intents/why.ts";
import { NEXT_HOP } from "./first-hops.ts";
import { plain } from "./plain.ts";
import { count, fitted, introduced, nameOf, type Voice } from "./voice.ts";

const HOPS = 12;

/** Why each entity is affected: the way from it to what fails, each hop a sentence. */
export function sayWhy({ root, mode, environment, asked, incompleteSources }: WhyData, voice: Voice): string[] {
  const failing = `${nameOf(root.ref)} ${mode === "bad-deploy" ? "has a bad deploy" : `is ${mode}`}`;
  const where = environment === null ? "" : ` in ${plain(environment, 40)}`;
  return [
    ...asked.flatMap((reason, index) => [
      ...(index > 0 ? [""] : []),
      ...reasonLines(reason, nameOf(root.ref), failing + where, voice),
    ]),
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

function reasonLines(
  { entity, effect, hit, hops, because, evidence }: Reason,
  root: string,
  failing: string,
  voice: Voice,
) {
  const name = nameOf(entity.ref);
  if (effect !== null) {
    const part = hit === entity.ref ? "" : `, as its part ${nameOf(hit)} does`;
    return [
      `${introduced(entity, voice.strong)} ${DOES[effect]} when ${failing}${part}:`,
      ...hopLines(nameOf(hit), hops, because),
      ...(evidence === "declared" || evidence === null
        ? []
        : [`Not all of this is declared: one hop was ${evidence}.`]),
    ];
  }
  if (hops.length > 0) {
    return [
      `${introduced(entity, voice.strong)} is ${voice.warning("not known to be affected")} when ${failing}, though it needs it:`,
      ...hopLines(name, hops, null),
      "None of this is declared in a way that fails then.",
    ];
  }
  return [
    `${introduced(entity, voice.strong)} is ${voice.warning("not known to be affected")} when ${failing}: it does not need ${root}, directly or not.`,
    "That proves little: dependencies that nobody wrote down do not show here.",
  ];
}

const DOES: Readonly<Record<Effect, string>> = {
  breaks: "breaks",
  degrades: "degrades",
  delayed: "is delayed",
  "at-risk": "is at risk",
};

/**
 * `web writes to checkout, which breaks`: each hop as a sentence in the words of the blast radius, with what becomes of what
 * is needed.
 */
function hopLines(start: string, hops: readonly ReasonHop[], because: string | null): string[] {
  const said = because?.split(NEXT_HOP) ?? [];
  const verbOf = (index: number, name: string) => {
    const clause = said.length === hops.length ? (said[index] ?? "") : "";
    const end = clause.lastIndexOf(` ${name}`);
    return end > 0 ? plain(clause.slice(0, end), 60) : undefined;
  };
  const lines = hops.slice(0, HOPS).map(({ entity, relation, effect }, index) => {
    const before = hops[index - 1];
    const subject = before ? nameOf(before.entity.ref) : start;
    const then = effect === null ? "" : `, which ${DOES[effect]}`;
    const verb = verbOf(index, shortName(entity.ref)) ?? VERBS[relation] ?? "needs";
    return `  ${subject} ${verb} ${introduced(entity)}${then}`;
  });
  return hops.length > HOPS ? [...lines, `  … ${count(hops.length - HOPS, "more hop")}`] : lines;
}

/** What a hop is in a sentence; of other relations all that is known is that they carry a need. */
const VERBS: Readonly<Record<string, string>> = {
  consumesApi: "uses",
  apiProvidedBy: "is provided by",
};
