import { type Answered, type SaidLine, saidLines } from "@callboard/answers";
import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { ActionState } from "./action-state.ts";
import { actionButton, actionIds, actionRow, askButton, linkButton, menu } from "./actions.ts";
import { encodeState } from "./encode-state.ts";
import { entityUrl } from "./entity-url.ts";
import { mrkdwn } from "./escape.ts";
import { isEnvironment, MODES } from "./modes.ts";
import { ANYWHERE } from "./narrowed-state.ts";
import { pageButton } from "./page.ts";
import type { RenderOptions } from "./render-options.ts";
import { type DressedLine, plainLine, richText } from "./rich-text.ts";
import { contextBlock, lineMarkup, sourceLines } from "./small-print.ts";

type BlastRadiusAnswer = Extract<Answered, { readonly intent: "blast_radius" }>;

/**
 * What fails, on one screen, in the order in which an incident asks: what broke and how far that goes, whom to call,
 * what changed, what breaks and why, what does not, how sure that is; then what can be done about it.
 */
export function blastRadiusBlocks(answer: BlastRadiusAnswer, options: RenderOptions): readonly KnownBlock[] {
  const lines = saidLines(answer, options);
  const canClick = options.style !== "read-only";
  const said = lines.filter((line) => !line.isMuted && !isNextStep(line, canClick));
  const isTrust = ({ label }: SaidLine) => label !== null && TRUST.some((start) => label.startsWith(start));
  return [
    ...groups(withCountsLast(said.filter((line) => !isTrust(line)))).flatMap((group) =>
      richText(
        group.map((line) => dressed(line, options)),
        GROUP_CHARACTERS,
      ),
    ),
    ...contextBlock([
      ...said.filter(isTrust).map((line) => mrkdwn`*${line.label ?? ""}:* ${lineMarkup(line)}`),
      ...sourceLines(lines, answer),
    ]),
    ...(canClick ? incidentActions(answer, options) : []),
  ];
}

/** How many more there are is said below a list, not before it. */
function withCountsLast(lines: readonly SaidLine[]): readonly SaidLine[] {
  const all: SaidLine[] = [];
  let count: SaidLine | null = null;
  for (const line of lines) {
    if (count && !line.isItem) {
      all.push(count);
      count = null;
    }
    const [, more] =
      /^\((\+\d+ more)\)$/.exec(
        line.runs
          .map(({ text }) => text)
          .join("")
          .trim(),
      ) ?? [];
    if (line.label !== null && more !== undefined) count = { ...plainLine(more), isItem: true };
    all.push(count && line.label !== null ? { ...line, runs: [] } : line);
  }
  return count ? [...all, count] : all;
}

/** Signs that let the eye find an effect; the word beside each says the same. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["Breaks", "red_circle"],
  ["Degrades", "large_orange_circle"],
  ["Delayed", "large_yellow_circle"],
  ["At risk", "white_circle"],
  ["Call now", "rotating_light"],
]);

/** An item begins with the name of an entity, which has no spaces: that is what people look for. */
function dressed(line: SaidLine, { isLed = false }: RenderOptions): DressedLine {
  if (isLed && line.label === "Call now") return { ...line, label: "Then" };
  const emoji = SIGNS.get(line.label ?? "");
  if (emoji !== undefined) return { ...line, emoji };
  const [first, ...others] = line.runs;
  const end = first?.text.indexOf(" ") ?? -1;
  if (!line.isItem || !first || first.mark !== null || end < 1) return line;
  const name = { ...first, text: first.text.slice(0, end), mark: "strong" } as const;
  return { ...line, runs: [name, { ...first, text: first.text.slice(end) }, ...others] };
}

/** What each part of the answer starts with; every part is a block of its own, so that the eye finds it. */
const PARTS: ReadonlySet<string> = new Set(["Call now", "Entry points", "Breaks", "Hit"]);
const PART_LABELS = ["Entry points", "Breaks"];
/** Small print, after what to do: how far the answer can be trusted. */
const TRUST = ["Evidence", "Blind spots"];
const GROUP_CHARACTERS = 2_900;

function groups(lines: readonly SaidLine[]): readonly (readonly SaidLine[])[] {
  const all: SaidLine[][] = [];
  for (const line of lines) {
    const last = all.at(-1);
    const starts = line.label !== null && PARTS.has(line.label);
    if (!last || (starts && !follows(last, line))) all.push([line]);
    else last.push(line);
  }
  return all;
}

/** What breaks goes on where the entry points end. */
function follows(group: readonly SaidLine[], { label }: SaidLine): boolean {
  return label === "Breaks" && group.some((line) => line.label !== null && PART_LABELS.includes(line.label));
}

/** What to ask next is on buttons where there are any. */
function isNextStep({ label }: SaidLine, canClick: boolean): boolean {
  return canClick && label === "Ask next";
}

function incidentActions(answer: BlastRadiusAnswer, options: RenderOptions): readonly ActionsBlock[] {
  const { roots, mode, environment, affected, byOwner } = answer.data.radius;
  const state: ActionState = {
    intent: "blast_radius",
    roots,
    mode,
    ...(environment !== undefined && isEnvironment(environment) && { env: environment }),
  };
  const [worst] = affected;
  const [root, ...otherRoots] = roots;
  const teams = byOwner.filter(({ owner, breaks }) => owner !== null && breaks > 0).length;
  const blockId = encodeState(state, "block-id");
  return [
    ...(blockId === null ? [] : actionRow(narrowing(state, options), blockId)),
    ...actionRow([
      ...(worst && root ? askButton("why", "Why?", { ...state, intent: "why", roots: [worst.ref, root] }) : []),
      ...askButton("common-causes", "Common cause", { ...state, intent: "common_causes" }),
      ...askButton("runbook", roots.length > 1 ? "Runbooks" : "Runbook", { intent: "runbook", roots }),
      ...(affected.length > 0 ? actionButton(actionIds.picture, "Picture", state) : []),
      ...(affected.length > LISTED ? actionButton(actionIds.list, "Whole list", state) : []),
      ...(affected.length > 0 ? actionButton(actionIds.wrongEdge, "Wrong edge?", state) : []),
    ]),
    ...actionRow([
      ...pageButton(answer.data, state, options),
      ...(teams > 0 ? actionButton(actionIds.notify, `Notify ${teams} ${teams === 1 ? "team" : "teams"}`, state) : []),
      ...(root && otherRoots.length === 0 && options.catalogUrl !== undefined
        ? linkButton("catalog", "Open in catalog", entityUrl(options.catalogUrl, root))
        : []),
    ]),
  ];
}

/** About as many as an answer names; of more there is a list to open. */
const LISTED = 25;

function narrowing(state: ActionState, { environments = [] }: RenderOptions) {
  const places = environments.filter(isEnvironment).map((value) => ({ value, label: `in ${value}` }));
  return [
    ...menu(
      actionIds.mode,
      "What is wrong?",
      Object.entries(MODES).map(([value, label]) => ({ value, label })),
      state.mode,
    ),
    ...menu(
      actionIds.environment,
      "Environment",
      [{ value: ANYWHERE, label: "anywhere" }, ...places],
      state.env ?? ANYWHERE,
    ),
  ];
}
