import { entityRef } from "@callboard/core";
import { LOCK_PATH } from "../lock/template-lock.ts";
import type { Plan } from "../plan/plan.ts";
import type { Tasks } from "../task/tasks.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { fileFaults, holdsFault } from "./compare.ts";
import type { TemplateTest } from "./test-file.ts";

/** What came of one case. */
export interface TestResult {
  /** What differs from what is expected, a sentence each; none when it passes. */
  readonly failures: readonly string[];
  /** The plan; null when the values were refused. */
  readonly plan: Plan | null;
}

/** Plans a template with the values of a case, and compares that with what the case expects. */
export async function runTest(
  tasks: Pick<Tasks, "plan">,
  template: Template,
  { values = {}, secrets = {}, user, expect = {} }: TemplateTest,
): Promise<TestResult> {
  const { fails } = expect;
  try {
    const request = { values, secrets, ...(user !== undefined && { user: { ref: entityRef(user) } }) };
    const plan = withoutLock(await tasks.plan(template, request));
    const wrong = plan.problems.filter(
      ({ severity, rule }) => severity === "error" && rule !== "template/unknown-action", // whose input can be tested
    );
    const messages = wrong.map(({ message }) => message);
    return { failures: [...failureFaults(messages, fails), ...expectationFaults(plan, expect)], plan };
  } catch (reason) {
    if (!(reason instanceof TemplateError)) throw reason;
    return { failures: failureFaults([reason.message], fails), plan: null };
  }
}

/** The lock file differs with every change of the template, which no case is about. */
function withoutLock(plan: Plan): Plan {
  return { ...plan, files: plan.files.filter(({ path }) => path !== LOCK_PATH && !path.endsWith(`/${LOCK_PATH}`)) };
}

function failureFaults(messages: readonly string[], fails: string | undefined): readonly string[] {
  if (fails === undefined) return messages;
  if (messages.some((message) => message.includes(fails))) return [];
  const instead = messages.length === 0 ? "nothing is wrong" : `it says: ${messages.join(" ")}`;
  return [`It should fail with ${JSON.stringify(fails)}, but ${instead}`];
}

function expectationFaults(
  plan: Plan,
  { files = {}, steps = {}, effects, output }: NonNullable<TemplateTest["expect"]>,
) {
  const faults: string[] = [];
  const byPath = new Map(plan.files.map((file) => [file.path, file]));
  for (const [path, expected] of Object.entries(files)) faults.push(...fileFaults(path, byPath.get(path), expected));
  for (const [id, expected] of Object.entries(steps)) {
    const step = plan.steps.find((one) => one.id === id);
    if (!step) faults.push(`There is no step ${id}.`);
    else if (expected === "skipped") {
      if (step.outcome !== "skipped") faults.push(`The step ${id} is not skipped.`);
    } else if (step.outcome === "skipped") faults.push(`The step ${id} is skipped: ${step.reason}.`);
    else {
      const found = step.inputs.map((input) => holdsFault(input, expected.input, `steps.${id}.input`));
      if (!found.includes(null)) faults.push(found[0] ?? `The step ${id} gets no input.`);
    }
  }
  if (effects) {
    const told = plan.effects.map(({ verb, what }) => `${verb} ${what}`);
    const missing = effects.filter((effect) => !told.includes(effect));
    const further = told.filter((effect) => !effects.includes(effect));
    if (missing.length > 0) faults.push(`These effects are missing: ${missing.join("; ")}.`);
    if (further.length > 0) faults.push(`These effects are not expected: ${further.join("; ")}.`);
  }
  const shown = output && holdsFault(plan.output, output, "output");
  if (shown) faults.push(shown);
  return faults;
}
