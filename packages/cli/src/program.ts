import { Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Format } from "./output/output.ts";
import { PICTURE_FORMATS, type PictureFormat } from "./output/picture-format.ts";
import { type GlobalOptions, newSession, type Session } from "./session.ts";
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

  /** Runs the code of one command under the options that stand before or behind its name. */
  async function start(command: Command, act: (session: Session) => Promise<ExitCode>): Promise<void> {
    const options = command.optsWithGlobals<GlobalOptions>();
    requireFormat(command, options.format);
    const { configInForce } = await import("./config/config-in-force.ts");
    const config = await configInForce(io, options);
    if (config) hide(config.secrets);
    ended(await act(newSession(io, options, config)));
  }

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

  root
    .command("ask")
    .description("answer a question; without one, answer questions as they are typed")
    .argument("[question...]", "for example: who owns payment-service")
    .option("--stdin", "answer one JSON line per input line: { text, surface?, context? }")
    .addOption(
      new Option("--surface <surface>", "where the question is asked")
        .choices(["dm", "mention", "slash", "channel", "thread"])
        .default("dm"),
    )
    .option("--thread-intent <intent>", "what was answered last in the thread")
    .option("--thread-entity <ref>", "what the last answer in the thread was about")
    .option("--user <ref>", "who asks, for questions such as “what do I own”")
    .option("--explain", "say how the question was understood")
    .action((question: string[], options, command) =>
      start(command, async (session) => (await import("./commands/ask.ts")).ask(session, question, options)),
    );

  root
    .command("owner")
    .description("who owns an entity, how to reach them, and why that is so")
    .argument("<ref...>", "component:default/checkout, component:checkout or a name")
    .action((refs: string[], _, command) =>
      start(command, async (session) => (await import("./commands/owner.ts")).owner(session, refs)),
    );

  root
    .command("entity")
    .description("everything the catalog says about one entity")
    .argument("<ref>")
    .action((ref: string, _, command) =>
      start(command, async (session) => (await import("./commands/entity.ts")).entity(session, ref)),
    );

  root
    .command("search")
    .description("full text over names, titles, descriptions, tags and aliases")
    .argument("<text...>")
    .option("--kind <kind>", "only this kind; repeat it for more", collect)
    .option("--limit <n>", "how many hits at most", count, 10)
    .action((words: string[], options, command) =>
      start(command, async (session) =>
        (await import("./commands/search.ts")).search(session, words.join(" "), options),
      ),
    );

  root
    .command("query")
    .description("entities by filter, in order")
    .option("--filter <filter>", "kind=component,spec.type=service; repeat it to say “or”", collect)
    .option("--order <order>", "metadata.name or metadata.name,desc; repeat it for more keys", collect)
    .option("--limit <n>", "entities per page", count, 200)
    .option("--cursor <cursor>", "the next or previous page of an earlier query")
    .action((options, command) =>
      start(command, async (session) => (await import("./commands/query.ts")).query(session, options)),
    );

  root
    .command("path")
    .description("how one entity comes to need another, by the fewest hops")
    .argument("<from>")
    .argument("<to>")
    .action((from: string, to: string, _, command) =>
      start(command, async (session) => (await import("./commands/path.ts")).path(session, from, to)),
    );

  root
    .command("blast-radius")
    .description("what breaks, and what only degrades, when something fails")
    .argument("<ref...>", "what fails; several fail together")
    .addOption(
      new Option("--mode <mode>", "how it fails").choices(["down", "read-only", "slow", "bad-deploy"]).default("down"),
    )
    .option("--env <environment>", "only what runs there")
    .option("--no-env", "everything, whatever environments.default of the configuration says")
    .option("--max-distance <n>", "count only what is at most this many hops away", count)
    .option("--limit <n>", "how many affected entities JSON lists", count)
    .option("--out <file>", "write the picture of --format dot, mermaid, svg or png into this file")
    .addOption(new Option("--theme <theme>", "how a picture looks").choices(["light", "dark"]).default("light"))
    .action((refs: string[], options, command) =>
      start(command, async (session) =>
        (await import("./commands/blast-radius.ts")).blastRadius(session, refs, options),
      ),
    );

  root
    .command("common-causes")
    .description("what could be behind several symptoms, the likeliest first")
    .argument("<ref...>", "what does not work")
    .option("--healthy <ref>", "what is known to work; repeat it for more", collect)
    .option("--changed-since <time>", "a time such as 2026-11-20T09:00Z: what changed since comes first")
    .addOption(
      new Option("--mode <mode>", "how it fails").choices(["down", "read-only", "slow", "bad-deploy"]).default("down"),
    )
    .option("--env <environment>", "only what runs there")
    .option("--no-env", "everything, whatever environments.default of the configuration says")
    .option("--limit <n>", "how many causes are listed", count)
    .action((refs: string[], options, command) =>
      start(command, async (session) =>
        (await import("./commands/common-causes.ts")).commonCauses(session, refs, options),
      ),
    );

  root
    .command("exposure")
    .description("what could take an entity down, the worst first")
    .argument("<ref>")
    .addOption(
      new Option("--mode <mode>", "how it fails").choices(["down", "read-only", "slow", "bad-deploy"]).default("down"),
    )
    .option("--env <environment>", "only what runs there")
    .option("--no-env", "everything, whatever environments.default of the configuration says")
    .option("--kind <kind>", "only dependencies of this kind; repeat it for more", collect)
    .option("--limit <n>", "how many dependencies are listed", count)
    .action((ref: string, options, command) =>
      start(command, async (session) => (await import("./commands/exposure.ts")).exposure(session, ref, options)),
    );

  root
    .command("single-points")
    .description("single points of failure: what takes most down when it alone fails")
    .option("--env <environment>", "only what runs there")
    .option("--no-env", "everything, whatever environments.default of the configuration says")
    .option("--kind <kind>", "only this kind; repeat it for more", collect)
    .option("--limit <n>", "how many are listed", count)
    .action((options, command) =>
      start(command, async (session) => (await import("./commands/single-points.ts")).singlePoints(session, options)),
    );

  root
    .command("cycles")
    .description("entities that need one another in a circle")
    .option("--env <environment>", "only what runs there")
    .option("--no-env", "everything, whatever environments.default of the configuration says")
    .option("--limit <n>", "how many groups are listed", count)
    .action((options, command) =>
      start(command, async (session) => (await import("./commands/cycles.ts")).cycles(session, options)),
    );

  root
    .command("validate")
    .description("what is wrong with descriptors, with line and column")
    .argument("[path...]", "folders and descriptors; the catalog unless given")
    .option("--max-warnings <n>", "fail when there are more warnings than this", countFromZero)
    .option("--notes", "list notes too; they are only counted otherwise")
    .option("--baseline <file>", "leave out the problems that this file knows")
    .option("--write-baseline <file>", "make the problems there are known, in this file")
    .option("--changed <snapshot>", "report what changed since this snapshot, and what that does")
    .action((paths: string[], options, command) =>
      start(command, async (session) => (await import("./commands/validate.ts")).validate(session, paths, options)),
    );

  root
    .command("schema")
    .description("the JSON Schema of a kind's descriptors, or of all of them")
    .argument("[kind]", "for example Component")
    .action((kind: string | undefined, _, command) =>
      start(command, async (session) => (await import("./commands/schema.ts")).schema(session, kind)),
    );

  root
    .command("sources")
    .description("what the catalog is read from, how complete it is and how fresh")
    .action((_, command) =>
      start(command, async (session) => (await import("./commands/sources.ts")).sources(session)),
    );

  root
    .command("plan")
    .description("what reading the sources again would change; nothing is changed")
    .action((_, command) => start(command, async (session) => (await import("./commands/plan.ts")).plan(session)));

  const removals = root
    .command("removals")
    .helpCommand(false)
    .description("removals that wait for a person, and what can be put back");
  removals
    .command("list")
    .description("removals that were refused, and removed entities that can be put back")
    .action((_, command) =>
      start(command, async (session) => (await import("./commands/removals.ts")).listRemovals(session)),
    );
  removals
    .command("confirm")
    .description("let the refused removals of a source happen, once")
    .argument("<source>", "its name, as “callboard sources” shows it")
    .action((source: string, _, command) =>
      start(command, async (session) => (await import("./commands/removals.ts")).confirmRemovals(session, source)),
    );
  removals
    .command("restore")
    .description("put a removed entity back as it was")
    .argument("<ref...>")
    .action((refs: string[], _, command) =>
      start(command, async (session) => (await import("./commands/removals.ts")).restoreRemoved(session, refs)),
    );

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

  const snapshot = root
    .command("snapshot")
    .helpCommand(false)
    .description("the catalog as one file, and two of them compared");
  snapshot
    .command("write")
    .description("write the catalog into one file that opens with every service down")
    .argument("<file>")
    .action((file: string, _, command) =>
      start(command, async (session) => (await import("./commands/snapshot-write.ts")).writeSnapshot(session, file)),
    );
  snapshot
    .command("diff")
    .description("what the second catalog has that the first has not, and the other way round")
    .argument("<before>", "a snapshot, or a folder")
    .argument("<after>", "a snapshot, or a folder")
    .option("--blast-radius <ref>", "compare what fails when this does; repeat it for several at once", collect)
    .action((before: string, after: string, options, command) =>
      start(command, async (session) =>
        (await import("./commands/snapshot-diff.ts")).diffSnapshots(session, before, after, options),
      ),
    );

  return root;
}

function requireFormat(command: Command, format: Format | PictureFormat): void {
  const allowed = [...FORMATS, ...(FURTHER_FORMATS[command.name()] ?? [])];
  if (allowed.includes(format)) return;
  command.error(`error: ${command.name()} cannot print ${format}. Its formats are ${allowed.join(", ")}.`);
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function count(value: string): number {
  const number = countFromZero(value);
  if (number === 0) throw new InvalidArgumentError("It has to be 1 or more.");
  return number;
}

function countFromZero(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(value);
}
