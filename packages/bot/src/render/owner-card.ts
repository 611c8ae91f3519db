import { type Answered, plain, type SaidLine, saidLines } from "@callboard/answers";
import { tierOf } from "@callboard/core";
import type { KnownBlock, MrkdwnElement, SectionBlock } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { type Mrkdwn, mrkdwn, mrkdwnElement } from "./escape.ts";
import { followUpRow } from "./follow-up-row.ts";
import { linkLines } from "./link-lines.ts";
import type { RenderOptions } from "./render-options.ts";
import { richText } from "./rich-text.ts";
import { saidBlocks } from "./said-blocks.ts";
import { contextBlock, lineMarkup, sourceLines } from "./small-print.ts";

type OwnerAnswer = Extract<Answered, { readonly intent: "owner" }>;

/** Who owns something, as a card: whose it is, how to reach them, who is on call, how much it matters, where to read on. */
export function ownerBlocks(answer: OwnerAnswer, options: RenderOptions): readonly KnownBlock[] {
  const [only, ...others] = answer.data.owned;
  if (only === undefined || others.length > 0) return saidBlocks(answer, options);
  const all = saidLines(answer, options);
  const [title, ...rest] = all.filter(({ isMuted }) => !isMuted);
  const fields = rest.filter((line) => line.label !== null && line.label !== REASON);
  const entity = options.view?.entity(only.entity.ref);
  const stage = stageOf(only.entity.lifecycle, entity ? tierOf(entity) : null);
  return [
    ...richText(title ? [title] : []),
    ...fieldSection([
      ...fields.map((line) => field(line.label ?? "", lineMarkup(line))),
      ...(stage === "" ? [] : [field("Stage", mrkdwn`${stage}`)]),
    ]),
    ...richText(rest.filter(({ label }) => label === null)),
    ...contextBlock([
      ...linkLines(entity?.metadata.links ?? []),
      ...rest.filter(({ label }) => label === REASON).map(labelled),
      ...sourceLines(all, answer),
    ]),
    ...followUpRow(answer, options),
  ];
}

/** The label of the line that says why the owner is the owner. */
const REASON = "Why";

function labelled(line: SaidLine): Mrkdwn {
  return mrkdwn`${line.label ?? ""}: ${lineMarkup(line)}`;
}

/** `production · tier 1`. */
function stageOf(lifecycle: string | null, tier: number | null): string {
  return [...(lifecycle === null ? [] : [plain(lifecycle, 30)]), ...(tier === null ? [] : [`tier ${tier}`])].join(
    " · ",
  );
}

function field(label: string, value: Mrkdwn): MrkdwnElement {
  return mrkdwnElement(mrkdwn`*${label}*\n${value}`);
}

/** Fields in two columns; those that do not fit into a field are left out. */
function fieldSection(fields: readonly MrkdwnElement[]): SectionBlock[] {
  const fitting = fields.filter(({ text }) => text.length <= blockLimits.sectionFieldText);
  return fitting.length === 0 ? [] : [{ type: "section", fields: fitting.slice(0, blockLimits.sectionFields) }];
}
