import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeDomain, describeGroup } from "./generator/describe-organisation.ts";
import { describeService } from "./generator/describe-service.ts";
import { type CatalogPlan, type GeneratorOptions, planCatalog } from "./generator/plan-catalog.ts";

export interface CatalogFile {
  /** Below the catalog's folder, with `/` between parts. */
  readonly path: string;
  readonly content: string;
}

/** Every file of a planned catalog, one at a time, in the same order each time. */
export function* catalogFiles(plan: CatalogPlan): Generator<CatalogFile> {
  const users = groupBy(plan.users, ({ group }) => group);
  for (const group of plan.groups) {
    yield {
      path: `people/${group.name}/catalog-info.yaml`,
      content: describeGroup(group, users.get(group.name) ?? []),
    };
  }
  const systems = groupBy(plan.systems, ({ domain }) => domain);
  for (const domain of plan.domains) {
    const content = describeDomain(domain, systems.get(domain.name) ?? []);
    yield { path: `domains/${domain.name}/catalog-info.yaml`, content };
  }
  for (const [index, service] of plan.services.entries()) {
    // Each file has its own seed, so that no file depends on how many came before it.
    const content = describeService(service, plan.seed * 1_000_003 + index);
    yield { path: `services/${service.system}/${service.name}/catalog-info.yaml`, content };
  }
}

/** Writes a catalog below a folder. Resolves to what is in it and how large it is. */
export async function writeCatalog(
  folder: string,
  options: GeneratorOptions,
): Promise<{ readonly plan: CatalogPlan; readonly files: number; readonly bytes: number }> {
  const plan = planCatalog(options);
  const files = [...catalogFiles(plan)];
  for (let start = 0; start < files.length; start += WRITTEN_AT_ONCE) {
    await Promise.all(files.slice(start, start + WRITTEN_AT_ONCE).map((file) => write(folder, file)));
  }
  return { plan, files: files.length, bytes: files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) };
}

const WRITTEN_AT_ONCE = 64;

async function write(folder: string, { path, content }: CatalogFile): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
