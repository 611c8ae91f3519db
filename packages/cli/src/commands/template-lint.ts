import type { Problem } from "@callboard/core";
import { TemplateError } from "@callboard/scaffolder";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import type { Session } from "../session.ts";
import { problemLines } from "../template/plan-lines.ts";
import { withTemplate } from "../template/with-template.ts";

/** `callboard template lint`: what is wrong with templates. Errors are findings, warnings are not. */
export async function lintTemplates(session: Session, names: readonly string[]): Promise<ExitCode> {
  const { io, output } = session;
  const problems: Problem[] = [];
  const codes: ExitCode[] = [];
  for (const name of names) {
    try {
      const code = await withTemplate(session, name, async ({ template, tasks }) => {
        problems.push(...(await tasks.lint(template)));
        return EXIT.ok;
      });
      codes.push(code);
    } catch (reason) {
      if (!(reason instanceof TemplateError) || reason.code !== "invalid-template") throw reason;
      problems.push(unreadable(name, reason));
    }
  }
  output.data({ templates: names.length, problems }, () => [
    ...problemLines(problems, io.cwd).slice(1),
    `${plural(names.length, "template")}, ${plural(problems.length, "problem")}`,
  ]);
  return worstOf([...codes, problems.some(({ severity }) => severity === "error") ? EXIT.findings : EXIT.ok]);
}

function unreadable(name: string, { message, place }: TemplateError): Problem {
  const { location, line, column } = place ?? { location: name, line: null, column: null };
  return { severity: "error", rule: "template/invalid", message, location, line, column, entity: null, path: null };
}
