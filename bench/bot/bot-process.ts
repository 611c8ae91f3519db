import { startSlackBot } from "@callboard/bot";
import { type EntityProvider, openCatalog, type SourceDocument } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import type { BotJob, BotOrder, BotReport } from "./started-bot.ts";

// A bot in a process of its own, as it would run: started by started-bot.ts with its job, told by messages what to read.
const { files: root, folder, ...line } = JSON.parse(process.argv[2] ?? "") as BotJob; // written by started-bot.ts
const files = fileProvider({ root });
let edition = 0;

/** The generated files. Each edition says something else in every one of a service, and is read whole. */
const provider: EntityProvider = {
  name: "files",
  async *provide(context) {
    const { known: _, ...reading } = context;
    for await (const document of files.provide(edition === 0 ? context : reading)) yield inEdition(document);
  },
};

function inEdition(document: SourceDocument): SourceDocument {
  if (edition === 0 || !("content" in document)) return document;
  const content = document.content.replaceAll("  tags: [", `  tags: [edition-${edition}, `);
  return { ...document, content, version: `${document.version}-${edition}` };
}

const catalog = await openCatalog({ providers: [provider], schedule: false });
const bot = await startSlackBot({ ...line, catalog, folder });
process.on("message", async (order: BotOrder) => {
  if (order === "stop") {
    await bot.stop();
    await catalog.close();
    process.disconnect();
    return;
  }
  if (order === "read-changed") edition += 1;
  const before = performance.now();
  const [report] = await catalog.refresh();
  tell({ tookMs: performance.now() - before, changed: report?.changed ?? 0 });
});
// Nobody is left to ask it anything.
process.once("disconnect", () => process.exit());
tell({ tookMs: 0, changed: 0 });

function tell(report: BotReport): void {
  process.send?.(report);
}
