import type { ProvideContext, SourceDocument } from "@callboard/core";

/** What a read yields. When it ends, however that is, requests that are still under way end with it. */
export async function* untilReadEnds(
  context: ProvideContext,
  read: (context: ProvideContext) => AsyncIterable<SourceDocument>,
): AsyncGenerator<SourceDocument> {
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  try {
    yield* read({ ...context, signal });
  } finally {
    ending.abort();
  }
}
