import type { Clock, KindDefinition, UnknownKinds } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import type { LocationRegistry } from "./locations/location-registry.ts";
import type { UidIndex } from "./uid-index.ts";

/** What routes use beside the catalog. */
export interface RouteServices {
  readonly kinds: readonly KindDefinition[];
  readonly unknownKinds: UnknownKinds;
  /** Locations that people register over HTTP; undefined where that is not done. */
  readonly locations: LocationRegistry | undefined;
  readonly facts: Pick<FactReader, "facts"> | undefined;
  readonly clock: Clock;
  readonly uids: UidIndex;
}
