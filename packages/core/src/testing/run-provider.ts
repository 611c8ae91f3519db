import type {
  EntityProvider,
  Logger,
  ProvideContext,
  SourceDocument,
  WatchContext,
} from "../provider/entity-provider.ts";
import { testClock } from "./test-clock.ts";

/** What one run of a provider came to. */
export interface ProviderRun {
  readonly documents: readonly SourceDocument[];
  /** What was skipped, with the reason in a sentence. */
  readonly skipped: readonly { readonly location: string; readonly reason: string }[];
  readonly completed: readonly string[];
}

/**
 * Runs a provider once, from beginning to end, without a catalog.
 *
 * @param context replaces parts of what the provider is given; the network is not reachable unless `fetch` is
 * @throws whatever the provider throws
 */
export async function runProvider(
  provider: EntityProvider,
  context: Partial<ProvideContext> = {},
): Promise<ProviderRun> {
  const skipped: { readonly location: string; readonly reason: string }[] = [];
  const completed: string[] = [];
  const documents: SourceDocument[] = [];
  const running = provider.provide({
    ...providerContext(),
    skip: (location, reason) =>
      void skipped.push({ location, reason: reason instanceof Error ? reason.message : String(reason) }),
    complete: (scope) => void completed.push(scope),
    ...context,
  });
  for await (const document of running) documents.push(document);
  return { documents, skipped, completed };
}

/** What a provider is given in a test: a clock that stands still, no network, a logger that keeps quiet. */
export function providerContext(context: Partial<WatchContext> = {}): WatchContext {
  return {
    signal: new AbortController().signal,
    clock: testClock(),
    logger: silentLogger,
    fetch: () => Promise.reject(new Error("This test has no network.")),
    ...context,
  };
}

const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
