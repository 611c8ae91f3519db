import type { Catalog } from "@callboard/core";
import type { LocationRegistry } from "./location-registry.ts";

/**
 * Reads the registered locations again after one of them went. That its entities go is what was asked for, so the guard
 * against lost entities need not ask, unless something else was waiting for a person before.
 */
export async function forgetLocation(catalog: Catalog, locations: LocationRegistry): Promise<void> {
  const isWaiting = () => catalog.removals().refused.some(({ source }) => source === locations.name);
  const wasWaiting = isWaiting();
  await catalog.refresh(locations.name);
  if (isWaiting() && !wasWaiting) await catalog.confirmRemovals(locations.name);
}
