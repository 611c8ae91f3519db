import type { CatalogPlan } from "../generator/plan-catalog.ts";

/** What a failure does to one entity, the worst first. */
export type HandEffect = "breaks" | "degrades" | "delayed" | "at-risk";

/** One need: `dependent` needs `needed`. */
export interface Need {
  readonly dependent: string;
  readonly needed: string;
  readonly when: "always" | "fallback" | "async" | "build" | "served";
  /** Needs of one dependent with the same name stand in for each other. */
  readonly anyOf: string | null;
}

const WORST_FIRST: readonly (HandEffect | "none")[] = ["breaks", "degrades", "delayed", "at-risk", "none"];

/** The effect on a dependent, by the effect on what it needs (a root breaks) and by how it needs it. */
const RULES: Readonly<Record<HandEffect, Readonly<Record<Need["when"], HandEffect | "none">>>> = {
  breaks: { served: "breaks", always: "breaks", fallback: "degrades", async: "delayed", build: "at-risk" },
  degrades: { served: "degrades", always: "degrades", fallback: "at-risk", async: "delayed", build: "none" },
  delayed: { served: "delayed", always: "delayed", fallback: "none", async: "delayed", build: "none" },
  "at-risk": { served: "at-risk", always: "at-risk", fallback: "none", async: "none", build: "none" },
};

/** All needs of a planned catalog; an API is served by its component. */
export function needsOf(plan: CatalogPlan): Need[] {
  const libraries = new Set(
    plan.services.filter(({ type }) => type === "library").map(({ name }) => componentRef(name)),
  );
  return plan.services.flatMap(({ name, api, dependencies }): Need[] => {
    const dependent = componentRef(name);
    const served: Need[] =
      api === null ? [] : [{ dependent: `api:default/${api}`, needed: dependent, when: "served", anyOf: null }];
    const needs = dependencies.map(({ target, note }): Need => {
      const when = note?.when ?? (libraries.has(target) ? "build" : "always");
      return { dependent, needed: target, when, anyOf: note?.anyOf ?? null };
    });
    return [...needs, ...served];
  });
}

/** What the failure of one entity does to every other, by going over all needs until nothing changes any more. */
export function effectsByHand(needs: NeedIndex, root: string): Map<string, HandEffect> {
  const effects = new Map<string, HandEffect>([[root, "breaks"]]);
  const waiting = [root];
  // An array is walked to its end, also while it grows: it is the queue.
  for (const changed of waiting) {
    for (const { dependent } of needs.byNeeded.get(changed) ?? []) {
      if (dependent === root) continue;
      const effect = effectOn(needs.byDependent.get(dependent) ?? [], effects);
      if (effect === "none" || effect === effects.get(dependent)) continue;
      effects.set(dependent, effect);
      waiting.push(dependent);
    }
  }
  effects.delete(root);
  return effects;
}

export interface NeedIndex {
  readonly byNeeded: ReadonlyMap<string, readonly Need[]>;
  readonly byDependent: ReadonlyMap<string, readonly Need[]>;
}

export function indexNeeds(needs: readonly Need[]): NeedIndex {
  const byNeeded = new Map<string, Need[]>();
  const byDependent = new Map<string, Need[]>();
  for (const need of needs) {
    byNeeded.set(need.needed, [...(byNeeded.get(need.needed) ?? []), need]);
    byDependent.set(need.dependent, [...(byDependent.get(need.dependent) ?? []), need]);
  }
  return { byNeeded, byDependent };
}

function effectOn(needs: readonly Need[], effects: ReadonlyMap<string, HandEffect>): HandEffect | "none" {
  const groups = new Map<string, (HandEffect | "none")[]>();
  for (const [index, need] of needs.entries()) {
    const state = effects.get(need.needed);
    const effect = state === undefined ? "none" : RULES[state][need.when];
    const group = need.anyOf ?? `alone ${index}`;
    groups.set(group, [...(groups.get(group) ?? []), effect]);
  }
  return worst([...groups.values()].map(effectOfGroup));
}

/** The weakest effect among those that stand in for each other, but at least at-risk while any has one. */
function effectOfGroup(effects: readonly (HandEffect | "none")[]): HandEffect | "none" {
  const weakest = WORST_FIRST.findLast((effect) => effects.includes(effect)) ?? "none";
  return weakest === "none" && effects.some((effect) => effect !== "none") ? "at-risk" : weakest;
}

function worst(effects: readonly (HandEffect | "none")[]): HandEffect | "none" {
  return WORST_FIRST.find((effect) => effects.includes(effect)) ?? "none";
}

function componentRef(name: string): string {
  return `component:default/${name}`;
}
