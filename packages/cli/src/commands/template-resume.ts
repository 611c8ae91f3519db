import { TemplateError } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";
import { carryOut } from "../template/carry-out.ts";
import { type AnswerOptions, givenAnswers } from "../template/given-answers.ts";
import { templateAt } from "../template/open-template.ts";
import { withCatalogFor, withTasks } from "../template/with-template.ts";

/** `callboard template resume`: carries on a task that was cut off or failed, from the step that did not finish. */
export async function resumeTemplate(
  session: Session,
  id: string,
  options: Pick<AnswerOptions, "secrets">,
): Promise<ExitCode> {
  return withTasks(session, null, async (stored) => {
    const report = await stored.report(id);
    if (!report) {
      const all = await stored.list();
      const known = all.slice(0, 3).map((task) => task.id);
      const latest = known.length > 0 ? ` The latest are ${known.join(", ")}.` : "";
      throw new TemplateError("task-not-found", `There is no task ${id.slice(0, 64)}.${latest}`);
    }
    if (report.state === "completed") {
      session.output.data(report, () => [`The task ${id} is complete.`]);
      return EXIT.ok;
    }
    const { ref, location } = report.template;
    const template = await templateAt(location, ref, session);
    const { secrets } = await givenAnswers(template, options, session.io);
    return withCatalogFor(template, session, (view) =>
      withTasks(session, view, (tasks) =>
        carryOut(() => tasks.resume(id, template, { secrets }), { template, tasks }, session, report.attempts),
      ),
    );
  });
}
