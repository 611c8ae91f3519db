import { join } from "node:path";
import { builtInKinds, type EntityProvider, openCatalog, readDocuments } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import type { Block, Page } from "./page.ts";
import { root } from "./workspace.ts";

/**
 * What is wrong with the YAML and JSON blocks of a page. Descriptors are read into the demo catalog, in place of those
 * of the same name, and may cause no error and no warning there; anything else only has to parse. A descriptor of a
 * kind that is not built in belongs in a file, for a program of the page to read.
 */
export async function checkDataBlocks(page: Page): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const block of page.blocks) {
    if (block.language === "yaml" || block.language === "json") problems.push(...(await checkBlock(page, block)));
  }
  return problems;
}

async function checkBlock({ path }: Page, block: Block): Promise<readonly string[]> {
  const content = block.lines.join("\n");
  if (block.language === "json") JSON.parse(content);
  const documents = readDocuments(content);
  const faults = documents.flatMap(({ problems }) => problems).map(({ line, message }) => ({ line, message }));
  const kinds = documents.flatMap(({ value }) => kindOf(value) ?? []);
  const ownKinds = kinds.filter((kind) => !builtInKinds.some((known) => known.kind === kind));
  if (ownKinds.length > 0 && block.file === null) {
    faults.push({
      line: 1,
      message: `${ownKinds.join(", ")} is not built in. Put the block into a file for a program.`,
    });
  }
  const isDescriptor = kinds.length > 0 && ownKinds.length === 0;
  if (faults.length === 0 && isDescriptor) faults.push(...(await faultsInCatalog(content)));
  return faults.map(({ line, message }) => `${path}:${block.line + (line ?? 1) - 1}: ${message}`);
}

async function faultsInCatalog(content: string) {
  const location = "page:block";
  const block: EntityProvider = {
    name: "page",
    async *provide() {
      yield { location, content };
    },
  };
  const catalog = await openCatalog({
    providers: [block, fileProvider({ root: join(root, "examples/acme") })],
    schedule: false,
  });
  const problems = catalog.problems().filter((problem) => problem.location === location && problem.severity !== "info");
  await catalog.close();
  return problems.map(({ line, message }) => ({ line, message }));
}

function kindOf(value: unknown): string | undefined {
  const isDescriptor = typeof value === "object" && value !== null && "apiVersion" in value && "kind" in value;
  return isDescriptor && typeof value.kind === "string" ? value.kind : undefined;
}
