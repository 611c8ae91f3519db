import { fieldName, type JsonObject } from "@callboard/core";
import type { Action } from "../action/action.ts";
import type { TemplateEngine } from "../engine/template-engine.ts";
import { isJsonObject } from "../json.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { type ConditionEngine, decide } from "./condition.ts";
import { type RenderFault, rendered } from "./rendered.ts";
import { roundsOf } from "./rounds.ts";
import { expressionData, type Round, type TaskData } from "./step-data.ts";
import type { NamedStep } from "./steps-of.ts";

/** A step with its expressions worked out, before any of it has run. */
export interface PreparedStep {
  /** What it runs with, once for each round; none when it is left out. */
  readonly runs: readonly PreparedRun[];
  readonly hasRounds: boolean;
  /** Why it is left out; null when it runs. */
  readonly skipped: string | null;
  /** Expressions that could not be worked out, by the JSON pointer in the descriptor. */
  readonly faults: readonly RenderFault[];
}

export interface PreparedRun {
  readonly round: Round | null;
  /** With the defaults of the action. */
  readonly input: JsonObject;
}

export interface StepLanguage {
  readonly engine: TemplateEngine;
  readonly conditionEngine: ConditionEngine;
}

/**
 * Works out whether a step runs, in which rounds, and with what input. All inputs are worked out and checked before the
 * first round begins.
 *
 * @param action undefined for an unknown one, whose input is not checked
 * @throws {TemplateError} `invalid-values` at the line of the template for an input that the action does not take, or
 *   an `each` that is no list; `limit-exceeded`
 */
export function prepareStep(
  step: NamedStep,
  action: Action | undefined,
  { data, hasFailed, template }: { data: TaskData; hasFailed: boolean; template: Template },
  { engine, conditionEngine }: StepLanguage,
): PreparedStep {
  const faults: RenderFault[] = [];
  const at = (field: string) => `${step.pointer}/${field}`;

  function runsWith(round: Round | undefined): boolean {
    const visible = expressionData(data, { withSecrets: round !== undefined, ...(round && { round }) });
    const { runs, fault } = decide(step.if, visible, { hasFailed }, conditionEngine);
    if (fault) faults.push({ ...fault, pointer: at("if"), text: String(step.if) });
    return runs;
  }

  function inputOf(round: Round | undefined): JsonObject {
    const visible = expressionData(data, { withSecrets: true, ...(round && { round }) });
    const { value, faults: found } = rendered(step.input ?? {}, visible, engine);
    faults.push(...found.map((fault) => ({ ...fault, pointer: at("input") + fault.pointer })));
    const input = isJsonObject(value) ? value : {};
    return action ? checked(action, input, step, template) : input;
  }

  const left = { runs: [], skipped: hasFailed ? "an earlier step failed" : "its if is false", faults };
  if (step.each === undefined) {
    if (!runsWith(undefined)) return { ...left, hasRounds: false };
    return { runs: [{ round: null, input: inputOf(undefined) }], hasRounds: false, skipped: null, faults };
  }
  if (hasFailed && typeof step.if !== "string") return { ...left, hasRounds: true };
  const each = rendered(step.each, expressionData(data, { withSecrets: true }), engine);
  faults.push(...each.faults.map((fault) => ({ ...fault, pointer: at("each") + fault.pointer })));
  const rounds = placed(() => roundsOf(each.value), template, at("each")).filter(runsWith);
  if (rounds.length === 0) return { ...left, hasRounds: true };
  const runs = rounds.map((round) => ({ round, input: inputOf(round) }));
  return { runs, hasRounds: true, skipped: null, faults };
}

function checked(action: Action, input: JsonObject, step: NamedStep, template: Template): JsonObject {
  const { value, faults } = action.check(input);
  const [first] = faults;
  if (!first) return value;
  const all = faults.map(({ pointer, message }) => `${fieldName(`/input${pointer}`)} ${message}`).join("; ");
  const place = template.placeOf(`${step.pointer}/input${first.pointer}`);
  throw new TemplateError("invalid-values", `Step ${step.id} (${action.id}): ${all}.`, { place });
}

function placed<Result>(work: () => Result, template: Template, pointer: string): Result {
  try {
    return work();
  } catch (reason) {
    if (!(reason instanceof TemplateError)) throw reason;
    throw new TemplateError(reason.code, reason.message, { cause: reason, place: template.placeOf(pointer) });
  }
}
