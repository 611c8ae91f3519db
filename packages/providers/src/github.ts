import type { EntityProvider, ReadContext } from "@callboard/core";
import type { GithubProviderOptions } from "./github/github-options.ts";
import { githubSource } from "./github/github-source.ts";
import { listLocations, readLocation } from "./github/read-location.ts";
import { readOrganizations } from "./github/read-organizations.ts";
import { receiveWebhook } from "./github/receive-webhook.ts";
import { watchHints } from "./github/watch-hints.ts";
import { webhookHints } from "./github/webhook-hints.ts";

export {
  GITHUB_PATHS,
  type GithubApp,
  type GithubOrganization,
  type GithubProviderOptions,
} from "./github/github-options.ts";
export type { RepositoryFilters, RepositoryVisibility } from "./github/repository-filter.ts";

export interface GithubProvider extends EntityProvider {
  /**
   * Takes in one delivery of a GitHub webhook, and answers it. What it tells is read again at once where the catalog
   * watches its sources; full reads stay the truth.
   */
  webhook(request: Request): Promise<Response>;
}

/**
 * Reads the descriptors of organisations at GitHub, their teams and members. What has not changed since the last read
 * is neither fetched nor parsed again; renamed and moved repositories keep their entities.
 *
 * @throws {CatalogError} `invalid-argument` for options that cannot work
 */
export function githubProvider(options: GithubProviderOptions): GithubProvider {
  const source = githubSource(options);
  const hints = webhookHints();
  const deliveries = new Set<string>();
  const secrets = [options.webhookSecret ?? []].flat();

  const own = <Context extends ReadContext>(context: Context): Context => ({
    ...context,
    ...(options.fetch && { fetch: options.fetch }),
  });

  return {
    name: `github:${options.name ?? new URL(source.host.webUrl).host}`,
    async *provide(context) {
      yield* readOrganizations(source, own(context));
    },
    async *watch(context) {
      yield* watchHints(source, hints, own(context));
    },
    read: (location, context) => readLocation(source, location, own(context)),
    list: (pattern, context) => listLocations(source, pattern, own(context)),
    webhook: (request) => receiveWebhook(request, { source, secrets, hints, deliveries }),
  };
}
