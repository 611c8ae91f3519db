import { contactTexts, nameOf, ownerTitle, type Reply } from "@callboard/answers";
import type { CatalogView, EntityRef } from "@callboard/core";
import type { KnownBlock } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import type { ActionState } from "./action-state.ts";
import { actionIds, actionRow } from "./actions.ts";
import { encodeState } from "./encode-state.ts";
import { plainText } from "./escape.ts";
import { notifyPlan } from "./notify-targets.ts";
import { pageOwnerButton } from "./page.ts";
import { richText } from "./rich-text.ts";

/** A cause that explains everything that was reported, and who owns it. */
interface LeadingCause {
  readonly ref: EntityRef;
  readonly symptoms: readonly EntityRef[];
  readonly owner: EntityRef;
}

/** The cause that an answer about common causes leads with; null where none explains all, or nobody owns it. */
export function leadingCause(reply: Reply | undefined, view: CatalogView): LeadingCause | null {
  if (reply?.outcome !== "answer" || reply.intent !== "common_causes") return null;
  const { symptoms } = reply.data.result;
  const [first] = reply.data.causes;
  if (!first || first.explains.length + Number(first.isSymptom) < symptoms.length) return null;
  const [owner] = view.owner(first.ref).owners;
  return owner ? { ref: first.ref, symptoms, owner: owner.ref } : null;
}

/** Whom to call before the owners of what fails: below the common cause, above what fails with it. */
export function callFirstBlocks(
  cause: LeadingCause,
  narrowing: Pick<ActionState, "mode" | "env">,
  view: CatalogView,
): readonly KnownBlock[] {
  const { contacts } = view.owner(cause.owner);
  const title = ownerTitle(cause.owner, view.entity(cause.owner)?.metadata.title ?? null);
  const reach = contactTexts(contacts).join(", ");
  const text = `${title}, owner of ${nameOf(cause.ref)}${reach === "" ? "" : ` · ${reach}`}`;
  const run = { text, mark: null, isLink: false } as const;
  const line = { isItem: false, isMuted: false, label: "Call first", runs: [run], emoji: "rotating_light" };
  const target = { owner: { ref: cause.owner, title: view.entity(cause.owner)?.metadata.title ?? null }, contacts };
  return [...richText([line]), ...actionRow(pageOwnerButton(target, [cause.ref], { ...stateOf(cause), ...narrowing }))];
}

/** The blocks about what fails, whose button to notify tells the owner of the cause first. */
export function notifyingCauseFirst(
  blocks: readonly KnownBlock[],
  cause: LeadingCause,
  narrowing: Pick<ActionState, "mode" | "env">,
  view: CatalogView,
): readonly KnownBlock[] {
  const value = encodeState({ ...stateOf(cause), ...narrowing });
  const { mode, env: environment } = narrowing;
  const options = { ...(mode && { mode }), ...(environment !== undefined && { environment }) };
  const told = notifyPlan(view, view.blastRadius(cause.symptoms, options), cause).targets.length;
  const text = plainText(`Notify ${told} ${told === 1 ? "team" : "teams"}`, blockLimits.buttonText);
  return blocks.map((block) => {
    if (block.type !== "actions" || value === null) return block;
    const elements = block.elements.map((element) =>
      element.type === "button" && element.action_id === actionIds.notify ? { ...element, text, value } : element,
    );
    return { ...block, elements };
  });
}

/** The cause a state is about; null for other states. */
export function causeIn({ intent, roots, team }: ActionState): LeadingCause | null {
  const [ref, ...symptoms] = roots;
  return intent === "common_causes" && ref && team ? { ref, symptoms, owner: team } : null;
}

function stateOf({ ref, symptoms, owner }: LeadingCause): ActionState {
  return { intent: "common_causes", roots: [ref, ...symptoms], team: owner };
}
