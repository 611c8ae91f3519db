import { CatalogError, type ProvideContext, type SourceDocument } from "@callboard/core";
import type { GithubClient } from "./github-client.ts";
import type { GithubOrganization } from "./github-options.ts";
import type { GithubSource } from "./github-source.ts";
import { peopleScope, readPeople } from "./people.ts";
import { readRepositories } from "./read-repositories.ts";

/**
 * Everything the source holds, one organisation after the other. What fails in one costs the others nothing, and what
 * was read of it before counts.
 *
 * @throws {CatalogError} when nothing of any organisation could be read
 */
export async function* readOrganizations(
  source: GithubSource,
  context: ProvideContext,
): AsyncGenerator<SourceDocument> {
  const clientFor = await source.open(context);
  const seen = new Set<string>();
  const failures: unknown[] = [];
  let hasRead = false;

  async function* readPart(
    location: string,
    read: () => AsyncIterable<SourceDocument>,
  ): AsyncGenerator<SourceDocument> {
    try {
      for await (const document of read()) {
        hasRead = true;
        yield document;
      }
      hasRead = true;
    } catch (reason) {
      context.signal.throwIfAborted();
      if (!(reason instanceof CatalogError)) throw reason;
      failures.push(reason);
      context.skip(location, reason);
    }
  }

  for (const organization of source.organizations) {
    const home = `url:${source.host.webUrl}/${organization.name}`;
    yield* readPart(home, async function* () {
      yield* readRepositories(source, await clientFor(organization.name), organization, context);
    });
    if (!source.teams && !source.users) continue;
    yield* readPart(`url:${source.host.webUrl}/orgs/${organization.name}`, async function* () {
      yield* readAllPeople(await clientFor(organization.name), organization);
    });
  }
  if (failures.length > 0 && !hasRead) throw failures[0];
  // An organisation, or the people of one, that is no longer asked for.
  const asked = new Set(source.organizations.flatMap((one) => scopesOf(source, one)));
  for (const scope of context.scopes?.() ?? []) if (!asked.has(scope)) context.complete(scope);

  async function* readAllPeople(
    client: GithubClient,
    organization: GithubOrganization,
  ): AsyncGenerator<SourceDocument> {
    yield* readPeople(source, client, organization, context, seen);
    context.complete(peopleScope(organization));
  }
}

function scopesOf({ teams, users }: GithubSource, organization: GithubOrganization): readonly string[] {
  return teams || users ? [organization.name, peopleScope(organization)] : [organization.name];
}
