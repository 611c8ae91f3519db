import { Command, Option } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Format } from "./output/output.ts";
import { PICTURE_FORMATS, type PictureFormat } from "./output/picture-format.ts";
import { catalogCommands } from "./program/catalog-commands.ts";
import { incidentCommands } from "./program/incident-commands.ts";
import { collect } from "./program/option-values.ts";
import { questionCommands } from "./program/question-commands.ts";
import { serviceCommands } from "./program/service-commands.ts";
import type { Start } from "./program/start.ts";
import { templateCommands } from "./program/template-commands.ts";
import { type GlobalOptions, newSession } from "./session.ts";
import { version } from "./version.ts";

const FORMATS: readonly Format[] = ["text", "json"];

/** What else stdout may carry, by command. */
const FURTHER_FORMATS: Readonly<Record<string, readonly (Format | PictureFormat)[]>> = {
  validate: ["github", "sarif"],
  "blast-radius": PICTURE_FORMATS,
};

const EXAMPLES = `
Examples:
  callboard ask --demo "who owns payment-service"
  callboard blast-radius resource:payments-db --mode read-only --catalog ./catalog
  callboard validate ./catalog

Exit codes: 0 ok, 1 findings or not answered, 2 usage, 3 a source could not be read, 4 refused by a guard.`;

/**
 * The grammar of the command line. A command's code is loaded when that command runs, so that each starts fast.
 *
 * @param ended called with the code of the command that ran
 * @param hide called with texts that may be shown nowhere
 */
export function program(io: Io, ended: (code: ExitCode) => void, hide: (secrets: readonly string[]) => void): Command {
  const root = new Command("callboard");

  const start: Start = async (command, act) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    requireFormat(command, options.format);
    const { configInForce } = await import("./config/config-in-force.ts");
    const config = await configInForce(io, options);
    if (config) hide(config.secrets);
    ended(await act(newSession(io, options, config)));
  };

  root
    .description("Ask the software catalog: what exists, who owns it, and what breaks when it breaks.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "callboard: ")),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(false)
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXAMPLES)
    .addOption(
      new Option("--catalog <path>", "a folder, a descriptor or a snapshot file; repeat it for more").argParser(
        collect,
      ),
    )
    .option("--config <file>", "the configuration; callboard.yaml here or above unless a catalog is named")
    .option("--demo", "the demo catalog of an invented company")
    .option("--store <file>", "keep the catalog in this file from one run to the next")
    .addOption(
      new Option("--format <format>", "what stdout carries; each further format is for one command")
        .choices([...FORMATS, ...Object.values(FURTHER_FORMATS).flat()])
        .default("text"),
    )
    .option("--debug", "show where an error comes from");

  questionCommands(root, start);
  incidentCommands(root, start);
  catalogCommands(root, start);
  templateCommands(root, start);
  serviceCommands(root, start);

  const config = root.command("config").helpCommand(false).description("what callboard.yaml says, and what it may say");
  config
    .command("print")
    .description("the configuration in force, with its defaults and without its secrets")
    .option("--explain", "say for every value where it comes from")
    .action((options: { readonly explain?: boolean }, command) =>
      start(command, async (session) => (await import("./commands/config-print.ts")).printConfig(session, options)),
    );
  config
    .command("schema")
    .description("the JSON Schema of callboard.yaml, for editors")
    .action(async (_, command: Command) => {
      // It has to be there to mend a configuration that is wrong, so it reads none.
      const session = newSession(io, command.optsWithGlobals<GlobalOptions>());
      ended((await import("./commands/config-schema.ts")).printConfigSchema(session));
    });

  return root;
}

function requireFormat(command: Command, format: Format | PictureFormat): void {
  const allowed = [...FORMATS, ...(FURTHER_FORMATS[command.name()] ?? [])];
  if (allowed.includes(format)) return;
  command.error(`error: ${command.name()} cannot print ${format}. Its formats are ${allowed.join(", ")}.`);
}
