import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { withoutSecrets } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { comparedFiles } from "../template/compared-files.ts";
import { type AnswerOptions, givenAnswers } from "../template/given-answers.ts";
import { planLines } from "../template/plan-lines.ts";
import { withTemplate } from "../template/with-template.ts";

interface PlanOptions extends AnswerOptions {
  readonly out?: string;
}

/** `callboard template plan`: what a template would do. A plan that cannot run is a finding. */
export function planTemplate(session: Session, name: string, options: PlanOptions): Promise<ExitCode> {
  const { io, output } = session;
  return withTemplate(session, name, async ({ template, tasks }) => {
    const given = await givenAnswers(template, options, io);
    const { values, secrets } = withoutSecrets(template, given.values);
    const plan = await tasks.plan(template, { values, secrets: { ...given.secrets, ...secrets } });
    const folder = options.out === undefined ? null : resolve(io.cwd, options.out);
    const compared = folder !== null && existsSync(folder) ? await comparedFiles(plan.files, folder) : null;
    const data = compared ? { ...plan, files: compared.map(({ before: _, ...file }) => file) } : plan;
    output.data(data, () => planLines(plan, template, { compared, cwd: io.cwd }));
    return plan.isRunnable ? EXIT.ok : EXIT.findings;
  });
}
