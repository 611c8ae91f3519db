import { CatalogError, escapeHidden, type ProvideContext, type SourceDocument } from "@callboard/core";
import { z } from "zod";
import type { WebService } from "../net/web-service.ts";

const locations = z.array(z.object({ data: z.looseObject({ type: z.string(), target: z.string() }) }));

/**
 * A document with a problem for each location that is registered in Backstage and yields no entity there. One that was
 * said to exist by an earlier read and is well by now has no document any more.
 *
 * @param origins the locations that led to the entities
 */
export async function emptyLocations(
  service: WebService,
  origins: ReadonlySet<string>,
  { logger, signal }: Pick<ProvideContext, "logger" | "signal">,
): Promise<readonly SourceDocument[]> {
  try {
    const registered = await service.json(locations, "/locations");
    const refs = new Set(registered.map(({ data: { type, target } }) => `${type}:${target}`));
    return [...refs].filter((ref) => !origins.has(ref)).map(emptyLocation);
  } catch (reason) {
    signal.throwIfAborted();
    // The entities are complete without it.
    const why = reason instanceof CatalogError ? reason.message : "it failed";
    logger.warn("The registered locations of Backstage cannot be read, so those without entities are not told.", {
      why,
    });
    return [];
  }
}

function emptyLocation(location: string): SourceDocument {
  const problem = {
    severity: "error",
    rule: "backstage/empty-location",
    message: `"${escapeHidden(location)}" is registered in Backstage, but no entity comes from it: another location describes the same refs and keeps them, or it cannot be read. Remove one of the two, or correct it.`,
    line: null,
    column: null,
    path: "",
  } as const;
  const documents = [{ value: undefined, line: 1, column: 1, problems: [problem], positions: {} }];
  return { key: `empty-location ${location}`, location, documents };
}
