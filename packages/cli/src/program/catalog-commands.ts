import type { Command } from "commander";
import { collect, countFromZero } from "./option-values.ts";
import type { Start } from "./start.ts";

/** Commands that look after a catalog. */
export function catalogCommands(root: Command, start: Start): void {
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
      start(command, async (session) => (await import("../commands/validate.ts")).validate(session, paths, options)),
    );

  root
    .command("scan")
    .description("a catalog from nothing: what manifests, compose files, Kubernetes, Terraform and code show")
    .argument("[folder...]", "checkouts, or folders with several side by side; this folder unless given")
    .option("--write", "write the descriptors; one that is there is never touched")
    .action((folders: string[], options, command) =>
      start(command, async (session) => (await import("../commands/scan.ts")).scan(session, folders, options)),
    );

  root
    .command("schema")
    .description("the JSON Schema of a kind's descriptors, or of all of them")
    .argument("[kind]", "for example Component")
    .action((kind: string | undefined, _, command) =>
      start(command, async (session) => (await import("../commands/schema.ts")).schema(session, kind)),
    );

  root
    .command("sources")
    .description("what the catalog is read from, how complete it is and how fresh")
    .action((_, command) =>
      start(command, async (session) => (await import("../commands/sources.ts")).sources(session)),
    );

  root
    .command("doctor")
    .description("how sources, store, configuration and catalog are doing, and what to do about it")
    .action((_, command) => start(command, async (session) => (await import("../commands/doctor.ts")).doctor(session)));

  root
    .command("plan")
    .description("what reading the sources again would change; nothing is changed")
    .action((_, command) => start(command, async (session) => (await import("../commands/plan.ts")).plan(session)));

  const removals = root
    .command("removals")
    .helpCommand(false)
    .description("removals that wait for a person, and what can be put back");
  removals
    .command("list")
    .description("removals that were refused, and removed entities that can be put back")
    .action((_, command) =>
      start(command, async (session) => (await import("../commands/removals.ts")).listRemovals(session)),
    );
  removals
    .command("confirm")
    .description("let the refused removals of a source happen, once")
    .argument("<source>", "its name, as “callboard sources” shows it")
    .action((source: string, _, command) =>
      start(command, async (session) => (await import("../commands/removals.ts")).confirmRemovals(session, source)),
    );
  removals
    .command("restore")
    .description("put a removed entity back as it was")
    .argument("<ref...>")
    .action((refs: string[], _, command) =>
      start(command, async (session) => (await import("../commands/removals.ts")).restoreRemoved(session, refs)),
    );

  const snapshot = root
    .command("snapshot")
    .helpCommand(false)
    .description("the catalog as one file, and two of them compared");
  snapshot
    .command("write")
    .description("write the catalog into one file that opens with every service down")
    .argument("<file>")
    .action((file: string, _, command) =>
      start(command, async (session) => (await import("../commands/snapshot-write.ts")).writeSnapshot(session, file)),
    );
  snapshot
    .command("diff")
    .description("what the second catalog has that the first has not, and the other way round")
    .argument("<before>", "a snapshot, or a folder")
    .argument("<after>", "a snapshot, or a folder")
    .option("--blast-radius <ref>", "compare what fails when this does; repeat it for several at once", collect)
    .action((before: string, after: string, options, command) =>
      start(command, async (session) =>
        (await import("../commands/snapshot-diff.ts")).diffSnapshots(session, before, after, options),
      ),
    );
}
