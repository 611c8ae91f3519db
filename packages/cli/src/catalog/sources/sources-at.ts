import { CatalogError, type EntityProvider } from "@callboard/core";
import { configError } from "../../config/config-problem.ts";
import { problemWith } from "../../config/problem-with.ts";
import type { ReadConfig } from "../../config/read-config.ts";
import type { ServicePlace, SourcePlace } from "../places.ts";
import { fileSource } from "./file-source.ts";

/**
 * The sources at some places, in their order. Nothing is read yet, and the code of a service is loaded only where one
 * is named.
 *
 * @throws {CatalogError} `invalid-config` for all that is wrong about services
 */
export async function sourcesAt(
  places: readonly SourcePlace[],
  config: ReadConfig | undefined,
): Promise<readonly EntityProvider[]> {
  const made = await Promise.allSettled(places.map(sourceAt));
  const sources: EntityProvider[] = [];
  const faults: [place: ServicePlace, message: string][] = [];
  for (const [index, place] of places.entries()) {
    const outcome = made[index];
    if (outcome === undefined) continue;
    if (outcome.status === "rejected") {
      if (place.type !== "service") throw outcome.reason;
      faults.push([place, faultOf(outcome.reason)]);
    } else if (place.type === "service" && sources.some(({ name }) => name === outcome.value.name)) {
      faults.push([place, `There is a source ${outcome.value.name} already. Give this one a name of its own.`]);
    } else sources.push(outcome.value);
  }
  if (faults.length > 0 && config) {
    throw configError(
      faults.map(([{ index }, message]) =>
        problemWith(`/sources/${index}/type`, `sources[${index}]: ${message}`, config),
      ),
    );
  }
  return sources;
}

async function sourceAt(place: SourcePlace): Promise<EntityProvider> {
  if (place.type !== "service") return fileSource(place);
  const { serviceSource } = await import("./service-source.ts");
  return serviceSource(place.service, place.folder);
}

/** What a provider says about its options. Anything else that fails is no matter of the configuration. */
function faultOf(reason: unknown): string {
  if (reason instanceof CatalogError && reason.code === "invalid-argument") return reason.message;
  throw reason;
}
