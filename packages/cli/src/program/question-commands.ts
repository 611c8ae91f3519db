import { type Command, Option } from "commander";
import { collect, count } from "./option-values.ts";
import type { Start } from "./start.ts";

/** Commands that look something up. */
export function questionCommands(root: Command, start: Start): void {
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
      start(command, async (session) => (await import("../commands/ask.ts")).ask(session, question, options)),
    );

  root
    .command("owner")
    .description("who owns an entity, how to reach them, and why that is so")
    .argument("<ref...>", "component:default/checkout, component:checkout or a name")
    .action((refs: string[], _, command) =>
      start(command, async (session) => (await import("../commands/owner.ts")).owner(session, refs)),
    );

  root
    .command("entity")
    .description("everything the catalog says about one entity")
    .argument("<ref>")
    .action((ref: string, _, command) =>
      start(command, async (session) => (await import("../commands/entity.ts")).entity(session, ref)),
    );

  root
    .command("search")
    .description("full text over names, titles, descriptions, tags and aliases")
    .argument("<text...>")
    .option("--kind <kind>", "only this kind; repeat it for more", collect)
    .option("--limit <n>", "how many hits at most", count, 10)
    .action((words: string[], options, command) =>
      start(command, async (session) =>
        (await import("../commands/search.ts")).search(session, words.join(" "), options),
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
      start(command, async (session) => (await import("../commands/query.ts")).query(session, options)),
    );

  root
    .command("path")
    .description("how one entity comes to need another, by the fewest hops")
    .argument("<from>")
    .argument("<to>")
    .action((from: string, to: string, _, command) =>
      start(command, async (session) => (await import("../commands/path.ts")).path(session, from, to)),
    );
}
