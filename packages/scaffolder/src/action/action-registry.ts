import type { Action } from "./action.ts";

/** The actions that templates may use, by id. */
export interface ActionRegistry {
  get(id: string): Action | undefined;
  /** All of them, by id. */
  all(): readonly Action[];
}

/** A registry of the given actions; where two have one id, the later one is used, so that one can take another's place. */
export function actionRegistry(actions: Iterable<Action>): ActionRegistry {
  const byId = new Map(Array.from(actions, (action) => [action.id, action]));
  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { get: (id) => byId.get(id), all: () => sorted };
}
