import { deriveRelations } from "./ingest/derive-relations.ts";
import type { Pause } from "./ingest/time-slices.ts";
import { type LintContext, lintCatalog, lintInSteps } from "./lint/lint.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { Problem } from "./model/problem.ts";
import type { StoredEntity } from "./model/stored-entity.ts";
import { shownStandIn } from "./stand-in.ts";
import type { Findings, ViewState } from "./view-state.ts";

/** What the whole-catalog rules find in a state, worked out once. What a rule throws is thrown. */
export function findingsOf(state: ViewState): readonly Problem[] {
  const findings = state.indexes.findings();
  findings.found ??= lintCatalog(lintContext(state), state.lint.rules);
  return findings.found;
}

/**
 * Works it out in turns, for whom asks later. Nothing comes of it where the state is changed meanwhile, or where a rule
 * throws: who asks then is told.
 */
export async function makeFindings(state: ViewState, pause: Pause): Promise<void> {
  const findings = state.indexes.findings();
  findings.making ??= workOut(state, findings, pause).finally(() => {
    findings.making = undefined;
  });
  await findings.making;
}

async function workOut(state: ViewState, findings: Findings, pause: Pause): Promise<void> {
  const steps = lintInSteps(lintContext(state), state.lint.rules);
  while (!findings.found && state.indexes.findings() === findings) {
    const next = nextOf(steps);
    if (!next) return;
    if (next.done) findings.found = next.value;
    const turn = pause();
    if (turn) await turn;
  }
}

/** The next step; undefined where a rule throws. */
function nextOf<Result>(steps: Iterator<unknown, Result>): IteratorResult<unknown, Result> | undefined {
  try {
    return steps.next();
  } catch {
    return undefined;
  }
}

function lintContext(state: ViewState): LintContext {
  const { kinds, entities, environment, indexes, lint } = state;
  return {
    entities: entities.values(),
    kinds,
    environments: lint.environments,
    // What runs in another environment is not here, and a ref to it does not dangle.
    get: (ref) => foundIn(state, ref) ?? (environment === undefined ? undefined : indexes.graph().entity(ref)),
    relations: (stored) => deriveRelations(stored.entity, kinds).relations,
    nearest: (name, ofKinds) => {
      const options = ofKinds.length > 0 ? { kinds: ofKinds } : {};
      return indexes
        .names()
        .resolve(name, options)
        .candidates.map((candidate) => candidate.ref);
    },
    renamedTo: (ref) => indexes.names().renamedTo(ref),
  };
}

/** What a ref names: a stand-in too, as answers name them. */
export function foundIn({ entities, standIns }: ViewState, ref: EntityRef): StoredEntity | undefined {
  const standIn = standIns?.entities.get(ref);
  return standIn ? shownStandIn(standIn) : entities.get(ref);
}
