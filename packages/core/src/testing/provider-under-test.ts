import type { EntityProvider } from "../provider/entity-provider.ts";

/** A provider with a source behind it that holds at least two documents. */
export interface ProviderUnderTest {
  readonly provider: EntityProvider;
  /** Locations of all documents that the source holds, in any order. */
  readonly locations: readonly string[];
  /** Takes the document at one of `locations` away. */
  remove?(location: string): Promise<void>;
  /** Gives the document at one of `locations` another content. */
  change?(location: string): Promise<void>;
  /** Makes the document at one of `locations` unreadable, though it is still there. */
  breakDocument?(location: string): Promise<void>;
  /** Makes the whole source unreachable. */
  breakSource?(): Promise<void>;
  /** How many entities its documents describe; the suite then opens a catalog on it. From 12 on losses are tried, too. */
  readonly entities?: number;
  /** How it reaches its source over the network, which it does not unless given. */
  readonly fetch?: typeof fetch;
  /** How many times as fast time passes while such a source fails: no time limit should last longer than some 200 ms. */
  readonly speed?: number;
  /** Lets the source fail from now on once a read of it has begun. Needs `entities`. */
  failMidway?(fault: SourceFault): Promise<void>;
  /** Ends what `failMidway` began. */
  recover?(): Promise<void>;
  /** What lets one in to the source. The source may repeat it when it fails; the provider may not. */
  readonly secrets?: readonly string[];
  /** Called after the test. */
  dispose?(): Promise<void>;
}

/** A way in which a source fails while it is read. */
export type SourceFault = (typeof SOURCE_FAULTS)[number];

export const SOURCE_FAULTS = [
  "rate limit",
  "server error",
  "refusal",
  "silence",
  "malformed answer",
  "truncated answer",
] as const;
