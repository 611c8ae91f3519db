import type { EntityProvider } from "@callboard/core";
import type { CatalogPlan } from "./generator/plan-catalog.ts";
import { catalogFiles } from "./generator.ts";

/** The files of a generated catalog as a source without a disk. */
export interface FilesInMemory {
  readonly provider: EntityProvider;
  /** How many there are. */
  readonly files: number;
  /** Gives one in so many files another content; tells how many that are. */
  change(oneIn: number): number;
}

/** @param hasVersions whether the source knows what has not changed, so that it is not parsed again; false unless given */
export function filesInMemory(plan: CatalogPlan, hasVersions = false): FilesInMemory {
  const files = Array.from(catalogFiles(plan), ({ path, content }) => ({ path, content, version: 1 }));
  const provider: EntityProvider = {
    name: "bench",
    async *provide() {
      for (const { path, content, version } of files)
        yield { location: `file:${path}`, content, ...(hasVersions && { version: String(version) }) };
    },
  };
  return {
    provider,
    files: files.length,
    change(oneIn) {
      const changed = files.filter((_, index) => index % oneIn === 0);
      for (const file of changed) {
        const [from, to] = file.version % 2 === 1 ? ["v1alpha1", "v1beta1"] : ["v1beta1", "v1alpha1"];
        file.content = file.content.replaceAll(`apiVersion: backstage.io/${from}`, `apiVersion: backstage.io/${to}`);
        file.version += 1;
      }
      return changed.length;
    },
  };
}
