import { readFile } from "node:fs/promises";
import { type CatalogView, openSnapshot } from "@callboard/core";
import type { Job } from "./benchmark.ts";
import { type CatalogPlan, planCatalog } from "./generator/plan-catalog.ts";

/** The generated catalog, read from its snapshot, and the plan it was generated from. */
export async function openGenerated({
  snapshotFile,
  services,
  seed,
}: Job): Promise<{ view: CatalogView; plan: CatalogPlan }> {
  return { view: openSnapshot(await readFile(snapshotFile)), plan: planCatalog({ services, seed }) };
}
