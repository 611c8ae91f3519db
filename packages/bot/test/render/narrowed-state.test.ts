import { entityRef } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import type { ActionState } from "../../src/render/action-state.ts";
import { actionIds } from "../../src/render/actions.ts";
import { encodeState } from "../../src/render/encode-state.ts";
import { ANYWHERE, narrowedState } from "../../src/render/narrowed-state.ts";

const view = catalogOf("resource:db");
const state: ActionState = { intent: "blast_radius", roots: [entityRef("resource:db")], mode: "down", env: "prod" };

function choice(action_id: string, value: string, block_id = encodeState(state, "block-id") ?? "") {
  return narrowedState({ action_id, block_id, selected_option: { value } }, view);
}

describe("narrowedState", () => {
  it("is the state of the menus with what was chosen", () => {
    expect(choice(actionIds.mode, "slow")).toEqual({ ...state, mode: "slow" });
    expect(choice(actionIds.environment, "staging")).toEqual({ ...state, env: "staging" });
    const { env: _, ...anywhere } = state;
    expect(choice(actionIds.environment, ANYWHERE)).toEqual(anywhere);
  });

  it("refuses choices that no menu offers", () => {
    expect(choice(actionIds.mode, "constructor")).toBeNull();
    expect(choice(actionIds.environment, "<!channel>")).toBeNull();
    expect(choice(actionIds.picture, "down")).toBeNull();
    expect(choice(actionIds.mode, "down", "made up")).toBeNull();
  });
});
