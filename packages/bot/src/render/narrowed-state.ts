import type { CatalogView } from "@callboard/core";
import type { ActionState } from "./action-state.ts";
import { actionIds } from "./actions.ts";
import { decodeState } from "./encode-state.ts";
import { isEnvironment, isMode } from "./modes.ts";

/** The choice of no environment; no environment can be called this. */
export const ANYWHERE = "*";

/** A choice in one of the menus under a blast radius, as Slack sends it. */
export interface MenuChoice {
  readonly action_id: string;
  readonly block_id: string;
  readonly selected_option: { readonly value: string };
}

/** What a blast radius is about after a choice in one of its menus; null for a choice that no menu offers. */
export function narrowedState(
  { action_id, block_id, selected_option }: MenuChoice,
  view: CatalogView,
): ActionState | null {
  const state = decodeState(block_id, view);
  const { value } = selected_option;
  if (state === null) return null;
  if (action_id === actionIds.mode) return isMode(value) ? { ...state, mode: value } : null;
  if (action_id !== actionIds.environment) return null;
  const { env: _, ...anywhere } = state;
  if (value === ANYWHERE) return anywhere;
  return isEnvironment(value) ? { ...state, env: value } : null;
}
