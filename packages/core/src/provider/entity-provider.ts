import type { Problem } from "../model/problem.ts";

/**
 * A source of entities. It yields all that the source holds now; the catalog works out what was added, changed and
 * removed, so a provider keeps no state and knows no schedule.
 */
export interface EntityProvider {
  /** The source id, stable over restarts and machines, for example `file:catalog`. */
  readonly name: string;
  provide(context: ProvideContext): AsyncIterable<SourceDocument>;
  /** Hints between full reads: what changed now. Full reads stay the truth. Ends when `signal` aborts. */
  watch?(context: WatchContext): AsyncIterable<SourceChange>;
  /** The text of one further file of the source, for placeholders and Location targets; undefined when it is not there. */
  read?(location: string, context: ReadContext): Promise<string | undefined>;
  /** Locations of all files of the source that match a pattern, in a steady order; for Location targets with `*`. */
  list?(pattern: string, context: ReadContext): Promise<readonly string[]>;
}

export interface ReadContext {
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface WatchContext extends ReadContext {
  /**
   * True for a file that documents of the source use, though the source does not yield it itself: through a placeholder
   * or as a Location target, also while it is missing. Its changes are worth a `touched`.
   */
  uses?(location: string): boolean;
  /** The patterns of `list` that Location entities name now. A new file that matches one is worth a `touched`. */
  patterns?(): ReadonlySet<string>;
}

export interface ProvideContext extends ReadContext {
  /**
   * The version of a document when it was last read, by its key; undefined when it was not, or had none. A document
   * that still has it may be yielded as `unchanged`, so that it need not be read again.
   */
  known?(key: string): string | undefined;
  /**
   * Says that a location exists but could not be read: it keeps its entities, with a problem attached. For a folder
   * that goes for everything below it.
   */
  skip(location: string, reason: unknown): void;
  /**
   * Says that everything below a scope was read. Scopes that were yielded from but not completed remove nothing.
   * A provider that names no scopes need not call it: a run that ends without a throw is complete.
   */
  complete(scope: string): void;
  /**
   * The scopes that documents of earlier reads belong to. One that is no longer to be read has to be completed, or what
   * it had would be kept for good.
   */
  scopes?(): ReadonlySet<string>;
  /** Says how much of a rate limit is left, as often as the service tells; `sources()` shows the last word of it. */
  rateLimit?(budget: RateBudget): void;
}

/** How many requests, or points, a service grants until a time. */
export interface RateBudget {
  readonly remaining: number;
  readonly limit: number;
  /** When `remaining` is `limit` again, as an ISO time. */
  readonly resetAt: string;
}

interface SourceDocumentFields {
  /** Where it was read, for example `file:payments/catalog-info.yaml`. */
  readonly location: string;
  /** Identity that survives a move; the location unless given. */
  readonly key?: string;
  /** Same version as last time means same content: it is not parsed again. */
  readonly version?: string;
  /** Where a person can look at it. */
  readonly viewUrl?: string;
  /** The part of the source it belongs to, for example an organisation. */
  readonly scope?: string;
  /** When the source says it last changed, as an ISO time. */
  readonly modified?: string;
}

/**
 * One file or record of a source: its text, an entity made in code, documents that core's reader read elsewhere, or
 * word that it still has the `version` that the context knows.
 */
export type SourceDocument = SourceDocumentFields &
  (
    | { readonly content: string }
    | { readonly entity: unknown }
    | { readonly documents: readonly ReadDocument[] }
    | { readonly unchanged: true; readonly version: string }
  );

/**
 * A hint from `watch`: a document that changed, a location that is gone with everything below it, a file that changed
 * or went and that documents use, or "something did, read all again".
 */
export type SourceChange =
  | { readonly type: "changed"; readonly document: SourceDocument }
  | { readonly type: "removed"; readonly location: string }
  | { readonly type: "touched"; readonly location: string }
  | { readonly type: "refresh"; readonly reason: string };

/** One document of a file as plain data, with the place of each of its values. */
export interface ReadDocument {
  /** The document's value; undefined when it has none because of its problems. */
  readonly value: unknown;
  /** Where the document starts; both count from 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong with it as YAML or JSON. An error means that its value is not used. */
  readonly problems: readonly ReadProblem[];
  /** `[line, column]` of each value by JSON pointer; of a key by its pointer with `~key` behind it. */
  readonly positions: Readonly<Record<string, readonly [line: number, column: number]>>;
}

export type ReadProblem = Pick<Problem, "severity" | "rule" | "message" | "line" | "column" | "path">;

/** Where log lines go; nothing is printed unless one is given. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** The time, and timers that end with the catalog. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `delayMs`; the returned function cancels. Does not keep a process alive. */
  setTimer(callback: () => void, delayMs: number): () => void;
}
