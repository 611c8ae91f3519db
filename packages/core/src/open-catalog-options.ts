import type { ReadLimits } from "./ingest/read-limits.ts";
import type { ReadProgress } from "./ingest/read-source.ts";
import type { GuardLimits } from "./ingest/removal-guard.ts";
import type { ScheduleOptions } from "./ingest/schedule.ts";
import type { SourceRule } from "./ingest/source-rules.ts";
import type { UnknownKinds } from "./ingest/validate-entity.ts";
import type { LintSettings } from "./lint/lint-settings.ts";
import type { KindDefinition } from "./model/kind.ts";
import type { Policy } from "./policy.ts";
import type { EntityProvider } from "./provider/entity-provider.ts";
import type { Runtime } from "./runtime.ts";

/** How to open a catalog. Only `providers` is required. */
export interface OpenCatalogOptions<Kinds extends readonly KindDefinition[]> {
  /** The sources, the most trusted first: where two describe one entity, the earlier one is in force. */
  readonly providers: readonly EntityProvider[];
  /** The kinds the catalog knows; the built-in ones unless given. */
  readonly kinds?: Kinds;
  /** What becomes of a document whose kind is not known: a problem (`"reject"`, the default) or an entity as it is. */
  readonly unknownKinds?: UnknownKinds;
  /**
   * `"cached"` answers at once from a store that has data and reads the sources behind it; `"fresh"` waits for the
   * first read of every source. `"cached"` unless given; a store without data is always fresh.
   */
  readonly start?: "cached" | "fresh";
  /** When sources are read again, how many at once, for how long, and whether they are watched; `false` for never. */
  readonly schedule?: ScheduleOptions | false;
  /** How much a source may lose in one run before a person is asked. */
  readonly guard?: Partial<GuardLimits>;
  /** Limits on what one document may hold. */
  readonly limits?: Partial<ReadLimits>;
  /**
   * Hosts whose files a descriptor may name by their address, such as `$text: https://schemas.example.com/api.yaml`:
   * `schemas.example.com`, `*.example.com` for all hosts below it, `files.example.com:8443` for a port of its own.
   * None unless given.
   */
  readonly allowedHosts?: readonly string[];
  /** What may be described where, also in files that Location entities lead to; everything unless given. */
  readonly rules?: readonly SourceRule[];
  /** Which whole-catalog rules `problems()` goes by, how much they weigh, and further ones; all built-in ones unless given. */
  readonly lint?: LintSettings;
  /** Who may see what, for `as`; everybody sees everything unless given. Reads of the catalog itself do not go by it. */
  readonly policy?: Policy;
  /** Clock, logger, fetch and store; each has a working default. */
  readonly runtime?: Partial<Runtime>;
  /** Called while a source is read, once per document. */
  readonly onProgress?: ReadProgress;
}
