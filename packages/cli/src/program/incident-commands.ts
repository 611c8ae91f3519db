import { type Command, Option } from "commander";
import { collect, count } from "./option-values.ts";
import type { Start } from "./start.ts";

/** Commands that say what fails with what. */
export function incidentCommands(root: Command, start: Start): void {
  root
    .command("blast-radius")
    .description("what breaks, and what only degrades, when something fails")
    .argument("<ref...>", "what fails; several fail together")
    .addOption(failureMode())
    .addOption(environment())
    .addOption(noEnvironment())
    .option("--max-distance <n>", "count only what is at most this many hops away", count)
    .option("--limit <n>", "how many affected entities JSON lists", count)
    .option("--out <file>", "write the picture of --format dot, mermaid, svg or png into this file")
    .addOption(new Option("--theme <theme>", "how a picture looks").choices(["light", "dark"]).default("light"))
    .action((refs: string[], options, command) =>
      start(command, async (session) =>
        (await import("../commands/blast-radius.ts")).blastRadius(session, refs, options),
      ),
    );

  root
    .command("common-causes")
    .description("what could be behind several symptoms, the likeliest first")
    .argument("<ref...>", "what does not work")
    .option("--healthy <ref>", "what is known to work; repeat it for more", collect)
    .option("--changed-since <time>", "a time such as 2026-11-20T09:00Z: what changed since comes first")
    .addOption(failureMode())
    .addOption(environment())
    .addOption(noEnvironment())
    .option("--limit <n>", "how many causes are listed", count)
    .action((refs: string[], options, command) =>
      start(command, async (session) =>
        (await import("../commands/common-causes.ts")).commonCauses(session, refs, options),
      ),
    );

  root
    .command("exposure")
    .description("what could take an entity down, the worst first")
    .argument("<ref>")
    .addOption(failureMode())
    .addOption(environment())
    .addOption(noEnvironment())
    .option("--kind <kind>", "only dependencies of this kind; repeat it for more", collect)
    .option("--limit <n>", "how many dependencies are listed", count)
    .action((ref: string, options, command) =>
      start(command, async (session) => (await import("../commands/exposure.ts")).exposure(session, ref, options)),
    );

  root
    .command("single-points")
    .description("single points of failure: what takes most down when it alone fails")
    .addOption(environment())
    .addOption(noEnvironment())
    .option("--kind <kind>", "only this kind; repeat it for more", collect)
    .option("--limit <n>", "how many are listed", count)
    .action((options, command) =>
      start(command, async (session) => (await import("../commands/single-points.ts")).singlePoints(session, options)),
    );

  root
    .command("cycles")
    .description("entities that need one another in a circle")
    .addOption(environment())
    .addOption(noEnvironment())
    .option("--limit <n>", "how many groups are listed", count)
    .action((options, command) =>
      start(command, async (session) => (await import("../commands/cycles.ts")).cycles(session, options)),
    );
}

function failureMode(): Option {
  return new Option("--mode <mode>", "how it fails")
    .choices(["down", "read-only", "slow", "bad-deploy"])
    .default("down");
}

function environment(): Option {
  return new Option("--env <environment>", "only what runs there");
}

function noEnvironment(): Option {
  return new Option("--no-env", "everything, whatever environments.default of the configuration says");
}
