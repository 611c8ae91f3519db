import {
  annotation,
  CatalogError,
  type Clock,
  type EntityRef,
  entityRef,
  type Logger,
  systemClock,
} from "@callboard/core";
import { cleanFact } from "./clean-fact.ts";
import { FACT_TYPES, type Fact, type FactType } from "./fact.ts";
import type { AnyEntity, FactSource } from "./fact-source.ts";
import { gatedFetch } from "./gated-fetch.ts";
import { hostGates } from "./host-gate.ts";
import { lastKnown, type Reading } from "./last-known.ts";
import { shown } from "./shown.ts";
import { untilAborted } from "./until-aborted.ts";

/** What {@link factReader} takes; only `sources` is needed. */
export interface FactReaderOptions {
  readonly sources: readonly FactSource[];
  /** How long an answer waits for a source; 800 unless given. */
  readonly timeoutMs?: number;
  /** A reading this young is given again instead of asking; 5,000 unless given, 0 asks each time. */
  readonly freshMs?: number;
  /** How long the last known facts are worth showing; a day unless given. */
  readonly keepMs?: number;
  /** How many readings are kept; 10,000 unless given. */
  readonly mostEntries?: number;
  /** How many requests run at one host at the same time; 6 unless given. */
  readonly mostPerHost?: number;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Is told of sources that could not be read; nothing is logged unless one is given. */
  readonly logger?: Logger;
}

export interface FactReader {
  /**
   * What is known of an entity now, from every source that applies to it, at most `timeoutMs` later. A source that is
   * late or fails gives what it said last, marked as stale, and the reason. What comes late is there for the next answer.
   *
   * @param options.types asks only sources that tell one of these; all unless given
   * @throws {CatalogError} `catalog-closed`; and the reason of `options.signal` when it aborts. Never because of a source
   */
  facts(entity: AnyEntity, options?: FactOptions): Promise<FactsOf>;
  /** Gives up what is still being read: whoever waits for it gets what is known. No timer is left. */
  close(): void;
}

export interface FactOptions {
  readonly types?: readonly FactType[];
  readonly signal?: AbortSignal;
}

/** What is known of one entity. */
export interface FactsOf {
  readonly ref: EntityRef;
  /** On-call, alerts, status, then deploys; of a type the latest first. */
  readonly facts: readonly KnownFact[];
  /** Every source that was asked. Where one could not be read, a fact that is missing proves nothing. */
  readonly sources: readonly FactSourceState[];
}

export interface KnownFact extends Fact {
  /** When the source said so. */
  readonly readAt: string;
  /** The source could not be read just now: this is what it said last. */
  readonly stale: boolean;
}

/** How fresh what a source says is. */
export interface FactSourceState {
  readonly source: string;
  readonly types: readonly FactType[];
  /** When it last answered for this entity; null when it has not. */
  readonly readAt: string | null;
  readonly stale: boolean;
  /** Why it could not be read just now, in a sentence; null when it was. */
  readonly reason: string | null;
}

/** A read that takes longer is given up, though nobody has waited for it for a while. */
const READ_TIMEOUT_MS = 10_000;
const MOST_FACTS = 50;

/**
 * Asks sources of facts about entities: all at the same time, each within a time limit, and none more than it can bear.
 *
 * @throws {CatalogError} `invalid-argument` when two sources have the same id
 */
export function factReader(options: FactReaderOptions): FactReader {
  const { sources, timeoutMs = 800, freshMs = 5_000, clock = systemClock, logger } = options;
  const { keepMs = 24 * 3_600_000, mostEntries = 10_000, mostPerHost = 6 } = options;
  const twice = sources.find(({ id }, index) => sources.findIndex((other) => other.id === id) !== index);
  if (twice) {
    const message = `Two sources of facts are called ${twice.id}. Give one of them another account, instance or cluster.`;
    throw new CatalogError("invalid-argument", message);
  }
  const known = lastKnown(clock, { mostEntries, keepMs });
  const gateOf = hostGates(clock, mostPerHost);
  const reads = new Map<string, Promise<Outcome>>();
  const aborters = new Set<AbortController>();
  let isClosed = false;

  async function facts(entity: AnyEntity, { types, signal }: FactOptions = {}): Promise<FactsOf> {
    if (isClosed) throw closed();
    signal?.throwIfAborted();
    const { namespace = "default", name } = entity.metadata;
    const ref = entityRef({ kind: entity.kind, namespace, name });
    const asked = sources.filter((source) => tells(source, types) && applies(source, entity));
    let cancel = () => {};
    const timeUp = new Promise<null>((resolve) => {
      cancel = clock.setTimer(() => resolve(null), timeoutMs);
    });
    try {
      const all = Promise.all(asked.map((source) => currentFacts(source, entity, ref, timeUp)));
      const found = signal ? await untilAborted(all, signal) : await all;
      const told = found.flatMap((each) => each.facts).filter(({ type }) => types?.includes(type) ?? true);
      return { ref, facts: told.sort(inOrder), sources: found.map(({ state }) => state) };
    } finally {
      cancel();
    }
  }

  /** A source whose own code fails on an entity is not asked about it; that must not take the others along. */
  function applies(source: FactSource, entity: AnyEntity): boolean {
    try {
      return source.appliesTo(entity);
    } catch (error) {
      logger?.error("A source of facts cannot say whether it applies.", { reason: reasonOf(error, source) });
      return false;
    }
  }

  async function currentFacts(source: FactSource, entity: AnyEntity, ref: EntityRef, timeUp: Promise<null>) {
    const key = keyOf(source, entity, ref);
    const kept = known.get(key);
    const isFresh = kept !== undefined && isYounger(kept, clock.now(), freshMs);
    const outcome = isFresh ? { reading: kept } : await Promise.race([readOnce(key, source, entity, ref), timeUp]);
    if (outcome === null) {
      const reason = `${source.id} did not answer within ${timeoutMs} ms`;
      return stateOf(source, known.get(key), reason, clock.now());
    }
    return "reading" in outcome
      ? stateOf(source, outcome.reading, null, clock.now())
      : stateOf(source, known.get(key), outcome.reason, clock.now());
  }

  /** Reads a source, unless that is under way already. */
  function readOnce(key: string, source: FactSource, entity: AnyEntity, ref: EntityRef): Promise<Outcome> {
    const running = reads.get(key);
    if (running) return running;
    const reading = read(key, source, entity, ref).finally(() => reads.delete(key));
    reads.set(key, reading);
    return reading;
  }

  async function read(key: string, source: FactSource, entity: AnyEntity, ref: EntityRef): Promise<Outcome> {
    const aborter = new AbortController();
    const { signal } = aborter;
    aborters.add(aborter);
    const cancel = clock.setTimer(() => aborter.abort(tookTooLong(source)), READ_TIMEOUT_MS);
    const fetch = gatedFetch({ fetch: source.fetch ?? options.fetch ?? globalThis.fetch, clock, signal, gateOf });
    try {
      // Called in a promise, so that what it throws at once is caught too.
      const reading = Promise.resolve().then(() => source.read(entity, { signal, clock, fetch }));
      const found = await untilAborted(reading, signal);
      const facts = found.slice(0, MOST_FACTS).map((fact) => cleanFact(fact, source.id));
      return { reading: known.set(key, facts) };
    } catch (error) {
      const reason = reasonOf(error, source);
      logger?.warn("Facts could not be read.", { source: source.id, ref, reason });
      return { reason };
    } finally {
      cancel();
      aborters.delete(aborter);
    }
  }

  return {
    facts,
    close() {
      isClosed = true;
      for (const aborter of aborters) aborter.abort(closed());
    },
  };
}

function closed(): CatalogError {
  return new CatalogError("catalog-closed", "The reader of facts is closed. Make another one.");
}

type Outcome = { readonly reading: Reading } | { readonly reason: string };

function tells(source: FactSource, types: readonly FactType[] | undefined): boolean {
  return types === undefined || source.types.some((type) => types.includes(type));
}

/** Another value of an annotation is another question: what was known for the old one does not answer it. */
function keyOf(source: FactSource, entity: AnyEntity, ref: EntityRef): string {
  const names = [...(source.annotations ?? []), ...(source.otherAnnotations ?? [])];
  return JSON.stringify([source.id, ref, ...names.map((name) => annotation(entity, name)?.slice(0, 600) ?? null)]);
}

/** No reading is from the future: a clock that was set back makes it old. */
function isYounger(reading: Reading, nowMs: number, thanMs: number): boolean {
  const ageMs = nowMs - reading.readAtMs;
  return ageMs >= 0 && ageMs < thanMs && reading.facts.every((fact) => !isOver(fact, nowMs));
}

function isOver({ until }: Fact, nowMs: number): boolean {
  return until !== undefined && Date.parse(until) <= nowMs;
}

function stateOf(source: FactSource, reading: Reading | undefined, reason: string | null, nowMs: number) {
  const { id, types } = source;
  const stale = reason !== null;
  const readAt = reading ? new Date(Math.min(reading.readAtMs, nowMs)).toISOString() : null;
  const state: FactSourceState = { source: id, types, readAt, stale, reason };
  const lasting = reading?.facts.filter((fact) => !isOver(fact, nowMs)) ?? [];
  const facts = lasting.map((fact): KnownFact => ({ ...fact, readAt: readAt ?? fact.at, stale }));
  return { state, facts };
}

function inOrder(left: Fact, right: Fact): number {
  const byType = FACT_TYPES.indexOf(left.type) - FACT_TYPES.indexOf(right.type);
  return byType !== 0 ? byType : left.at < right.at ? 1 : left.at > right.at ? -1 : 0;
}

function tookTooLong(source: FactSource): CatalogError {
  return new CatalogError("limit-exceeded", `${source.id} took longer than 10 s`);
}

/** Only our own errors are quoted: the message of any other one may hold an address, a header or a secret. */
function reasonOf(error: unknown, { id }: FactSource): string {
  if (error instanceof CatalogError) return shown(error.message, 300);
  return `${id} failed with ${error instanceof Error ? error.name : "an error"}`;
}
