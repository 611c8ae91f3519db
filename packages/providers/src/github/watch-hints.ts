import { matchesPattern, type SourceChange, type WatchContext } from "@callboard/core";
import type { GithubClient } from "./github-client.ts";
import { fileLocation, repositoryLocation } from "./github-location.ts";
import type { GithubOrganization } from "./github-options.ts";
import type { GithubSource } from "./github-source.ts";
import { findRepositories, PAGE_SIZE } from "./list-repositories.ts";
import { readPeople } from "./people.ts";
import { readPage } from "./read-repositories.ts";
import type { PendingHints, WebhookHints } from "./webhook-hints.ts";

/**
 * What webhooks tell, read again from GitHub: whatever order they come in, and however often, what is yielded is what is
 * there. What cannot be read waits for the next full read.
 */
export async function* watchHints(
  source: GithubSource,
  hints: WebhookHints,
  context: WatchContext,
): AsyncGenerator<SourceChange> {
  const { logger, signal } = context;
  for await (const pending of hints.follow(signal)) {
    if (pending.isTooMuch) {
      yield { type: "refresh", reason: "more came by webhook than can be followed one by one" };
      continue;
    }
    for (const location of pending.gone) yield { type: "removed", location };
    try {
      yield* readPending(source, pending, context);
    } catch (reason) {
      signal.throwIfAborted();
      logger.warn("What a webhook told could not be read", {
        reason: reason instanceof Error ? reason.message : "unknown",
      });
    }
  }
}

async function* readPending(
  source: GithubSource,
  { repositories, people }: PendingHints,
  context: WatchContext,
): AsyncGenerator<SourceChange> {
  const clientFor = await source.open(context);
  for (const organization of source.organizations) {
    const { name } = organization;
    const own = new Map(
      [...repositories].flatMap(([id, hint]) => (hint.organization === name ? [[id, hint.paths] as const] : [])),
    );
    if (own.size === 0 && !people.has(name)) continue;
    const client = await clientFor(name);
    const ids = [...own.keys()];
    for (let at = 0; at < ids.length; at += PAGE_SIZE) {
      const some = new Map(ids.slice(at, at + PAGE_SIZE).map((id) => [id, own.get(id) ?? new Set<string>()]));
      yield* readAgain(source, some, { client, organization }, context);
    }
    if (!people.has(name)) continue;
    for await (const document of readPeople(source, client, organization, context)) yield { type: "changed", document };
  }
}

/** @param changedPaths what is said to have changed in each repository, by its id */
async function* readAgain(
  source: GithubSource,
  changedPaths: ReadonlyMap<string, ReadonlySet<string>>,
  from: { readonly client: GithubClient; readonly organization: GithubOrganization },
  context: WatchContext,
): AsyncGenerator<SourceChange> {
  const { host, fields, patterns } = source;
  const listing = { ...fields, withText: () => true };
  const page = await findRepositories(from.client, [...changedPaths.keys()], listing);
  const there = new Set<string>();
  const outcomes = await readPage(source, page, { ...context, ...from, skip: (location) => void there.add(location) });
  for (const outcome of outcomes) {
    there.add(outcome.status === "read" ? outcome.document.location : outcome.location);
    if (outcome.status === "read") yield { type: "changed", document: outcome.document };
  }
  for (const repository of page.repositories) {
    const home = repositoryLocation(host, repository);
    if (!source.accepts(repository)) {
      yield { type: "removed", location: home };
      continue;
    }
    const paths = changedPaths.get(repository.id) ?? new Set<string>();
    const isMatch = (path: string) => patterns.some((pattern) => matchesPattern(path, pattern));
    const own = [...fields.paths, ...[...paths].filter(isMatch)].map((path) => fileLocation(host, repository, path));
    // A repository that could not be looked into says nothing about its files.
    const gone = there.has(home) ? [] : own.filter((location) => !there.has(location));
    for (const location of gone) yield { type: "removed", location };
    for (const path of paths) {
      const location = fileLocation(host, repository, path);
      if (context.uses?.(location)) yield { type: "touched", location };
    }
  }
}
