import type { Command } from "commander";
import { collect } from "./option-values.ts";
import type { Start } from "./start.ts";

/** Commands that make software from templates, and look after templates. */
export function templateCommands(root: Command, start: Start): void {
  const template = root
    .command("template")
    .helpCommand(false)
    .description("software templates: what they would do, their runs, their tests");

  template
    .command("list")
    .description("the templates of the catalog")
    .action((_, command) =>
      start(command, async (session) => (await import("../commands/template-list.ts")).listTemplates(session)),
    );

  withAnswers(template.command("plan").description("the files it makes and what it does outside; nothing is done"))
    .option("--out <folder>", "show what would change in this folder")
    .action((name: string, options, command) =>
      start(command, async (session) =>
        (await import("../commands/template-plan.ts")).planTemplate(session, name, options),
      ),
    );

  withAnswers(template.command("run").description("run it; asks for what it needs to know"))
    .option("--out <folder>", "write the files into this folder, and do nothing outside of it")
    .option("--force", "with --out: replace files that say something else")
    .option("--yes", "agree to what it does outside without being asked")
    .action((name: string, options, command) =>
      start(command, async (session) =>
        (await import("../commands/template-run.ts")).runTemplate(session, name, options),
      ),
    );

  template
    .command("resume")
    .description("carry on a run that was cut off or failed")
    .argument("<id>", "its number, as the run said it")
    .option("--secrets <file>", "the secrets that it had, by name")
    .action((id: string, options, command) =>
      start(command, async (session) =>
        (await import("../commands/template-resume.ts")).resumeTemplate(session, id, options),
      ),
    );

  template
    .command("lint")
    .description("what is wrong with templates and the files beside them")
    .argument("<template...>", TEMPLATE)
    .action((names: string[], _, command) =>
      start(command, async (session) => (await import("../commands/template-lint.ts")).lintTemplates(session, names)),
    );

  template
    .command("test")
    .description("run the *.test.yaml beside templates")
    .argument("[path...]", "test files, or folders with some below; this folder unless given")
    .option("--update", "keep snapshots that differ as they are now")
    .action((paths: string[], options, command) =>
      start(command, async (session) =>
        (await import("../commands/template-test.ts")).testTemplates(session, paths, options),
      ),
    );

  template
    .command("check")
    .description("which repositories are behind the template that made them")
    .argument("[folder...]", "repositories; this folder unless given")
    .option("--template <path>", "a template that the catalog does not have; repeat it for more", collect)
    .action((folders: string[], options, command) =>
      start(command, async (session) =>
        (await import("../commands/template-check.ts")).checkRepositories(session, folders, options),
      ),
    );
}

const TEMPLATE = "a template.yaml or its folder, or a template of the catalog";

function withAnswers(command: Command): Command {
  return command
    .argument("<template>", TEMPLATE)
    .option("--values <file>", "the answers of its form, as YAML or JSON")
    .option("--set <name=value>", "one answer; repeat it for more", collect)
    .option("--secrets <file>", "the secrets that it needs, by name, as YAML or JSON");
}
