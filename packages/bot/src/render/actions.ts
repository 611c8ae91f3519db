import { safeLink } from "@callboard/answers";
import type { ActionsBlock, ActionsBlockElement, Button, ConfirmationDialog, StaticSelect } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import type { ActionState } from "./action-state.ts";
import { encodeState } from "./encode-state.ts";
import { plainText } from "./escape.ts";

/** The ids of everything that can be clicked, for whoever listens. */
export const actionIds = {
  /** Buttons that ask a question: this, a dot and what tells them apart within a message. */
  ask: "callboard.ask",
  mode: "callboard.mode",
  environment: "callboard.environment",
  picture: "callboard.picture",
  list: "callboard.list",
  page: "callboard.page",
  notify: "callboard.notify",
  notifySend: "callboard.notify-send",
  wrongEdge: "callboard.wrong-edge",
  share: "callboard.share",
  dismiss: "callboard.dismiss",
  /** Buttons that only open an address; Slack tells of their clicks too. */
  open: "callboard.open",
  pickEntity: "callboard.pick-entity",
  /** Opens the form of a template. */
  template: "callboard.template",
  /** Chooses a template in the picker. */
  pickTemplate: "callboard.pick-template",
  /** An input of a form, and one that looks up what it offers. */
  formValue: "callboard.form.value",
  formOption: "callboard.form.option",
  formBack: "callboard.form.back",
  runApprove: "callboard.run-approve",
  runCancel: "callboard.run-cancel",
  runFiles: "callboard.run-files",
  runRetry: "callboard.run-retry",
} as const;

/** What a button is besides its label. */
interface ButtonOptions {
  readonly style?: "primary" | "danger";
  readonly confirm?: ConfirmationDialog;
}

/** A button that carries its state; none where the state does not fit. */
export function actionButton(
  actionId: string,
  label: string,
  state: ActionState,
  options: ButtonOptions = {},
): Button[] {
  const value = encodeState(state);
  return value === null ? [] : [{ type: "button", action_id: actionId, text: buttonText(label), value, ...options }];
}

/** A button that asks a question; `name` tells it from the others of its message. */
export function askButton(name: string, label: string, state: ActionState): Button[] {
  return actionButton(`${actionIds.ask}.${name}`, label, state);
}

/** A button that opens an address; none for one that may not be linked. */
export function linkButton(name: string, label: string, url: string): Button[] {
  const safe = safeLink(url);
  const actionId = `${actionIds.open}.${name}`;
  return safe === null ? [] : [{ type: "button", action_id: actionId, text: buttonText(label), url: safe }];
}

/** A menu of a few values; none where there is nothing to choose. Values that are too long for a menu are left out. */
export function menu(
  actionId: string,
  placeholder: string,
  values: readonly { readonly value: string; readonly label: string }[],
  chosen?: string,
): StaticSelect[] {
  const options = values
    .filter(({ value }) => value.length <= blockLimits.optionValue)
    .slice(0, blockLimits.selectOptions)
    .map(({ value, label }) => ({ text: plainText(label, blockLimits.optionText), value }));
  if (options.length < 2) return [];
  const initial = options.find(({ value }) => value === chosen);
  return [
    {
      type: "static_select",
      action_id: actionId,
      placeholder: plainText(placeholder, blockLimits.placeholder),
      options,
      ...(initial && { initial_option: initial }),
    },
  ];
}

/** A row of what can be clicked; nothing where there is nothing. */
export function actionRow(elements: readonly ActionsBlockElement[], blockId?: string): ActionsBlock[] {
  if (elements.length === 0) return [];
  const shown = elements.slice(0, blockLimits.actionsElements);
  return [{ type: "actions", ...(blockId !== undefined && { block_id: blockId }), elements: shown }];
}

function buttonText(label: string) {
  return plainText(label, blockLimits.buttonText);
}
