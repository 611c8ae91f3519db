import { type Effect, isRestricted } from "@callboard/core";
import type { ExposureData } from "../intents/exposure.ts";
import { firstHops } from "./first-hops.ts";
import { plain } from "./plain.ts";
import { count, fitted, introduced, nameOf, titleOf, type Voice } from "./voice.ts";

type Threat = ExposureData["threats"][number];

const HARD = 8;

/** What could take an entity down: each thing whose failure alone would, and how. */
export function sayExposure({ entity, exposure, threats, coverage }: ExposureData, voice: Voice): string[] {
  const { byEffect, total, environment } = exposure;
  const name = nameOf(entity.ref);
  const where = environment === undefined ? "" : ` in ${plain(environment, 40)}`;
  if (total === 0) {
    return [
      `Nothing is declared that could take ${voice.strong(titleOf(entity))} down${where}: it ${voice.warning("states no needs")}.`,
      `That proves little: only ${coverage.declaring} of ${coverage.total} entities that should say what they need do so.`,
      ...unreadLine(exposure.incompleteSources, voice),
    ];
  }
  const hard = threats.filter(({ effect }) => effect === "breaks");
  const alone = hard.filter(({ replicated }) => !replicated).length;
  const counts = [
    ...(byEffect.breaks > 0 ? [`${byEffect.breaks} break it`] : []),
    ...(byEffect.degrades > 0 ? [`${byEffect.degrades} degrade it`] : []),
    ...(byEffect.delayed > 0 ? [`${byEffect.delayed} delay it`] : []),
    ...(byEffect["at-risk"] > 0 ? [`${byEffect["at-risk"]} put it at risk`] : []),
  ];
  const worst = threats.find(({ ref }) => !isRestricted(ref));
  return [
    `${count(total, "entity", "entities")} would affect ${introduced(entity, voice.strong)}${where} by failing alone: ${counts.join(", ")}.`,
    ...(alone > 0 ? ["Single points of failure, each of which takes it down:"] : []),
    ...hard.slice(0, HARD).map((threat) => threatLine(threat, name)),
    ...(byEffect.breaks > HARD ? [`  +${byEffect.breaks - Math.min(HARD, hard.length)} more`] : []),
    ...(["degrades", "delayed", "at-risk"] as const).flatMap((effect) => namesLine(effect, threats, byEffect[effect])),
    ...(exposure.truncated?.reason === "budget" ? [voice.warning("The search was cut short: there may be more.")] : []),
    ...unreadLine(exposure.incompleteSources, voice),
    ...(worst
      ? [fitted("Ask next: ", [`"blast radius of ${nameOf(worst.ref)}"`, `"who owns ${nameOf(worst.ref)}"`], " · ", 0)]
      : []),
  ];
}

function threatLine({ entity, tier, evidence, replicated, because, path, hits }: Threat, name: string): string {
  const notes = [
    ...(tier === null ? [] : [`tier ${tier}`]),
    ...(replicated ? ["softened by a stand-in"] : []),
    ...(evidence === "declared" ? [] : [evidence]),
  ];
  const aside = notes.length > 0 ? `, ${notes.join(", ")}` : "";
  // The reason begins at the entity asked about, or at the part of it that is hit.
  const subject = nameOf(hits) === name ? name : `${nameOf(hits)}, a part of it,`;
  const reason = path.length > 1 || subject !== name ? `: ${subject} ${plain(because, 300)}` : `: ${name} needs it`;
  return firstHops(`  ${introduced(entity)}${aside}${reason}`, path.length);
}

const LABELS: Readonly<Record<Exclude<Effect, "breaks">, string>> = {
  degrades: "Would degrade it: ",
  delayed: "Would delay it: ",
  "at-risk": "Would put it at risk: ",
};

function namesLine(effect: Exclude<Effect, "breaks">, threats: readonly Threat[], total: number): string[] {
  const names = threats.filter((each) => each.effect === effect).map(({ ref }) => nameOf(ref));
  return names.length > 0 ? [fitted(LABELS[effect], names, ", ", total)] : [];
}

function unreadLine(sources: readonly string[], voice: Voice): string[] {
  if (sources.length === 0) return [];
  return [
    voice.warning(
      fitted(
        "Not read completely, so a threat may be missing: ",
        sources.map((name) => plain(name)),
      ),
    ),
  ];
}
