import { type AffectedEntity, type Effect, isRestricted, type Mode } from "@callboard/core";
import type { BlastRadiusData, PageTarget } from "../intents/blast-radius.ts";
import { firstHops } from "./first-hops.ts";
import { plain } from "./plain.ts";
import { ago } from "./relative-time.ts";
import { happeningLines } from "./say-facts.ts";
import { contactTexts } from "./say-owner.ts";
import { noDependents } from "./say-relations.ts";
import { count, fitted, introduced, nameOf, ownerTitle, titleOf, type Voice } from "./voice.ts";

const PAGED = 3;
const ENTRY_POINTS = 4;
const BREAKS = 4;

/** What fails, on one screen: what breaks, whom to call, what customers see, how sure it is. */
export function sayBlastRadius(data: BlastRadiusData, voice: Voice): string[] {
  const { radius, wide } = data;
  return [
    ...(radius.total === 0 ? nothingKnown(data, voice) : headline(data, voice)),
    ...pageLines(data.page),
    ...happeningLines(recent(data.happening, voice), voice),
    ...changeLine(data, voice),
    ...(radius.total === 0 ? [] : wide ? wideLines(data) : effectLines(data)),
    ...unaffectedLine(data),
    ...trustLines(data, voice),
    nextLine(data),
  ];
}

function headline(data: BlastRadiusData, voice: Voice): string[] {
  const { radius, entities } = data;
  const { breaks, degrades, delayed } = radius.byEffect;
  const effects = [
    ...(breaks > 0 ? [count(breaks, "breaks", "break")] : []),
    ...(degrades > 0 ? [count(degrades, "degrades", "degrade")] : []),
    ...(delayed > 0 ? [count(delayed, "is delayed", "are delayed")] : []),
    ...(radius.byEffect["at-risk"] > 0 ? [count(radius.byEffect["at-risk"], "is at risk", "are at risk")] : []),
  ];
  const of = entities > 0 ? `, of ${count(entities, "entity", "entities")} in the catalog` : "";
  return [`${ifItFails(data, voice)}: ${effects.join(", ")}${of}.`, customersLine(data)];
}

function nothingKnown(data: BlastRadiusData, voice: Voice): string[] {
  const { radius, roots, unaffected } = data;
  if (unaffected.length > 0) {
    return [
      `${ifItFails(data, voice)}: ${voice.warning("no effect is declared")}.`,
      `${count(unaffected.length, "entity needs", "entities need")} it or what needs it, but none in a way that is known to fail then.`,
    ];
  }
  const title = roots.map(titleOf).join(" and ");
  const where = radius.environment === undefined ? "" : ` in ${plain(radius.environment, 40)}`;
  const { declaring, total } = radius.coverage;
  return noDependents(
    title + where,
    { declaring: Math.min(declaring, total), total },
    radius.coverage.incompleteSources,
    voice,
  );
}

function ifItFails({ roots, radius }: BlastRadiusData, voice: Voice): string {
  const [only] = roots;
  const subject =
    only && roots.length === 1
      ? introduced(only, voice.strong)
      : fitted(
          "",
          roots.map((root) => voice.strong(nameOf(root.ref))),
          " and ",
        );
  const where = radius.environment === undefined ? "" : ` in ${plain(radius.environment, 40)}`;
  const parts =
    radius.rootParts > 0 ? `, with the ${count(radius.rootParts, "entity", "entities")} it stands for,` : "";
  return `If ${subject}${parts} ${stateOf(radius.mode, roots.length)}${where}`;
}

function stateOf(mode: Mode, roots: number): string {
  const be = roots > 1 ? "are" : "is";
  return mode === "bad-deploy" ? `${roots > 1 ? "have" : "has"} a bad deploy` : `${be} ${mode}`;
}

function customersLine({ entryPoints }: BlastRadiusData): string {
  const lost = entryPoints.filter(({ effect }) => effect === "breaks").map(({ entity }) => titleOf(entity));
  const worse = entryPoints.filter(({ effect }) => effect !== "breaks").map(({ entity }) => titleOf(entity));
  if (lost.length > 0) return fitted("Customers lose: ", lost);
  if (worse.length > 0) return fitted("Customers notice: ", worse);
  return "Customers: no website, mobile app or public API is known to be affected.";
}

function pageLines(page: readonly PageTarget[]): string[] {
  return page.slice(0, PAGED).map((target, index) => {
    const { owner, contacts, ownsRoot, breaks, onCall } = target;
    const role = ownsRoot ? "owner of what failed" : count(breaks, "entity breaks", "entities break");
    const none = isRestricted(owner.ref) ? "how to reach them is not told" : "no contact written down";
    const written = contacts.length > 0 ? contactTexts(contacts).slice(0, 2).join(", ") : none;
    const reach = [...onCall.slice(0, 1).map(({ text }) => plain(text, 80)), written].join(" · ");
    return `${index === 0 ? "Call now: " : "      and: "}${ownerTitle(owner.ref, owner.title)}, ${role} · ${reach}`;
  });
}

/** A week: what changed before that is hardly why something fails today. */
const RECENT_MS = 7 * 24 * 3_600_000;

function changeLine({ changes }: BlastRadiusData, voice: Voice): string[] {
  const recent = changes.filter(({ changed }) => voice.now - Date.parse(changed) < RECENT_MS);
  if (recent.length === 0) return [];
  const parts = recent.map(({ ref, changed }) => `${nameOf(ref)} ${ago(changed, voice.now)}`);
  return [fitted("Last changed in the catalog: ", parts)];
}

const HAPPENED = 4;

/** What happened lately. A service that is as it should be is no news, and a state tells the more the longer it lasts. */
function recent(happening: BlastRadiusData["happening"], { now }: Voice): BlastRadiusData["happening"] {
  return happening.filter(({ type, at }) => type !== "deploy" || now - Date.parse(at) < RECENT_MS).slice(0, HAPPENED);
}

function effectLines(data: BlastRadiusData): string[] {
  const { radius } = data;
  const entryRefs = new Set(data.entryPoints.map(({ ref }) => ref));
  const others = radius.affected.filter(({ ref }) => !entryRefs.has(ref));
  const broken = others.filter(({ effect }) => effect === "breaks");
  const brokenEntryPoints = data.entryPoints.filter(({ effect }) => effect === "breaks").length;
  return [
    ...section("Entry points:", data.entryPoints, ENTRY_POINTS, data.entryPoints.length),
    ...section("Breaks:", broken, BREAKS, radius.byEffect.breaks - brokenEntryPoints),
    ...(["degrades", "delayed", "at-risk"] as const).flatMap((effect) =>
      namesOf(effect, others, radius.byEffect[effect] - countOf(effect, data.entryPoints)),
    ),
  ];
}

const LABELS: Readonly<Record<Exclude<Effect, "breaks">, string>> = {
  degrades: "Degrades: ",
  delayed: "Delayed: ",
  "at-risk": "At risk: ",
};

function namesOf(effect: Exclude<Effect, "breaks">, affected: readonly AffectedEntity[], total: number): string[] {
  const names = affected.filter((each) => each.effect === effect).map(({ ref }) => nameOf(ref));
  return names.length > 0 ? [fitted(LABELS[effect], names, ", ", total)] : [];
}

function countOf(effect: Effect, affected: readonly AffectedEntity[]): number {
  return affected.filter((each) => each.effect === effect).length;
}

/** A heading and a line for each entity with its reason; as many as `most`, and how many more there are. */
function section(heading: string, affected: readonly AffectedEntity[], most: number, total: number): string[] {
  if (affected.length === 0) return [];
  const shown = affected.slice(0, most);
  const rest = total > shown.length ? ` (+${total - shown.length} more)` : "";
  return [`${heading}${rest}`, ...shown.map(reasonLine)];
}

function reasonLine({ ref, effect, tier, because, evidence, path }: AffectedEntity): string {
  const notes = [
    ...(effect === "breaks" ? [] : [effect]),
    ...(tier === null ? [] : [`tier ${tier}`]),
    ...(evidence === "declared" ? [] : [evidence]),
  ].join(", ");
  return firstHops(`  ${nameOf(ref)}${notes === "" ? "" : ` (${notes})`} ${plain(because, 400)}`, path.length);
}

/** More than one line holds. */
const NAMED = 40;

/** When most of a catalog breaks, a list of everything helps nobody: what customers see, what still works, how to narrow it. */
function wideLines(data: BlastRadiusData): string[] {
  const { radius, entryPoints, unaffectedOwners } = data;
  const teams = radius.byOwner.filter(({ owner, breaks }) => owner !== null && breaks > 0);
  const first = radius.bySystem.flatMap(({ system, breaks }) =>
    system === null || breaks === 0 ? [] : [`${nameOf(system)} (${breaks})`],
  );
  return [
    ...section("Entry points:", entryPoints, ENTRY_POINTS * 2, entryPoints.length),
    fitted(
      `Hit: ${count(teams.length, "team")}, most of all `,
      teams.slice(0, NAMED).flatMap(({ owner, breaks }) => (owner === null ? [] : [`${nameOf(owner)} (${breaks})`])),
      ", ",
      teams.length,
    ),
    ...(first.length > 0 ? [fitted("Systems with what breaks: ", first)] : []),
    unaffectedOwners !== null && unaffectedOwners.total > 0
      ? fitted(
          `Without a declared effect: ${count(unaffectedOwners.total, "team")}, for example `,
          unaffectedOwners.first.map(({ ref, title }) => ownerTitle(ref, title)),
          ", ",
          unaffectedOwners.total,
        )
      : "Every team in the catalog has something that is affected.",
    narrowLine(data),
  ];
}

function narrowLine({ roots, radius }: BlastRadiusData): string {
  const name = roots.map(({ ref }) => nameOf(ref)).join(" and ");
  const ways = [
    ...(radius.environment === undefined ? [`"blast radius of ${name} in prod"`] : []),
    ...(radius.mode === "down" ? [`"what breaks if ${name} is read-only"`, `"what breaks if ${name} is slow"`] : []),
  ];
  return ways.length > 0
    ? fitted("To narrow it, ask ", ways, " or ", 0)
    : "To narrow it, ask about one of these teams' entities.";
}

function unaffectedLine({ radius, unaffected }: BlastRadiusData): string[] {
  if (unaffected.length === 0) return [];
  const label = radius.total === 0 ? "Close, without a declared effect: " : "Close, but without a declared effect: ";
  return [fitted(label, unaffected.map(nameOf))];
}

function trustLines({ radius }: BlastRadiusData, voice: Voice): string[] {
  const { coverage, truncated, total } = radius;
  const { blindSpots } = coverage;
  return [
    ...(blindSpots.length > 0
      ? [voice.warning(fitted("Blind spots, silent about what they need: ", blindSpots.map(nameOf)))]
      : []),
    ...(total > 0 ? [evidenceLine(radius)] : []),
    ...(truncated?.reason === "budget" ? [voice.warning("The walk was cut short: there is more than this.")] : []),
  ];
}

function evidenceLine({ affected, coverage: { declaring, total } }: BlastRadiusData["radius"]): string {
  const weak = affected.filter(({ evidence }) => evidence !== "declared").length;
  const known =
    weak === 0
      ? "every need is declared"
      : `${weak} of ${affected.length} rest on a need that was only seen or inferred`;
  return `Evidence: ${known}; of ${total} that should say what they need, ${declaring} do.`;
}

function nextLine({ roots, radius }: BlastRadiusData): string {
  const name = roots[0] ? nameOf(roots[0].ref) : "";
  const worst = radius.affected.find(({ ref }) => !isRestricted(ref));
  const needs = `"what does ${name} depend on"`;
  const questions = worst
    ? [`"who owns ${nameOf(worst.ref)}"`, needs, `"what depends on ${name}"`]
    : [`"who owns ${name}"`, needs];
  return fitted("Ask next: ", questions, " · ", 0);
}
