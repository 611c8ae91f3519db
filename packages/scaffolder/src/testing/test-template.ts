import type { Plan } from "../plan/plan.ts";
import type { Tasks } from "../task/tasks.ts";
import type { Place, Template } from "../template/template.ts";
import { textFault } from "./compare.ts";
import { runTest } from "./run-test.ts";
import { readSnapshots, snapshotOf, snapshotsText } from "./snapshots.ts";
import type { TemplateTestFile } from "./test-file.ts";

export interface TestTemplateOptions {
  /** The text of the file of snapshots beside the test file; null when there is none. */
  readonly snapshots?: string | null;
  /** Whether snapshots that differ are kept anew; off unless given. */
  readonly update?: boolean;
}

/** What came of a test file. */
export interface TestedTemplate {
  readonly tests: readonly {
    readonly name: string;
    readonly place: Place;
    /** What differs from what is expected, a sentence each; none when it passes. */
    readonly failures: readonly string[];
  }[];
  /** The text of the file of snapshots from now on; null when no test has any. */
  readonly snapshots: string | null;
}

/**
 * Runs the tests of a file against a template, by its plan: nothing happens outside of a temporary folder. A snapshot that
 * is not there yet is kept.
 *
 * @throws {TemplateError} `invalid-values` when the snapshots cannot be read
 */
export async function testTemplate(
  tasks: Pick<Tasks, "plan">,
  template: Template,
  { tests }: TemplateTestFile,
  { snapshots = null, update = false }: TestTemplateOptions = {},
): Promise<TestedTemplate> {
  const kept = readSnapshots(snapshots);
  const next = new Map<string, string>();
  const results: TestedTemplate["tests"][number][] = [];
  for (const test of tests) {
    const { failures, plan } = await runTest(tasks, template, test);
    const differs = test.snapshot && plan ? keep(test.name, plan) : null;
    results.push({
      name: test.name,
      place: test.place,
      failures: differs === null ? failures : [...failures, differs],
    });
  }
  return { tests: results, snapshots: next.size === 0 ? null : snapshotsText(next) };

  function keep(name: string, plan: Plan): string | null {
    const old = kept.get(name);
    const now = snapshotOf(plan);
    const fault = old === undefined || update ? null : textFault("The snapshot", now, old);
    next.set(name, fault === null || old === undefined ? now : old);
    return fault === null ? null : `${fault} If that is right, run it again with --update.`;
  }
}
