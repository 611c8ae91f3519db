import { annotation, CatalogError } from "@callboard/core";
import { annotationValue } from "./annotation-value.ts";
import type { AnyEntity } from "./fact-source.ts";
import { type JsonService, jsonService } from "./json-service.ts";
import type { ServiceOptions } from "./service-options.ts";

export interface GithubFactsOptions extends ServiceOptions {
  /** The owners whose repositories may be read; any that the token can read unless given. */
  readonly owners?: readonly string[];
  /** Tells several sources apart, one for each token: `ghe`, `acme-labs`. Needed from the second one on. */
  readonly name?: string;
}

/** The annotations that say which repository, and on which host it is. */
export const GITHUB_SLUG = "github.com/project-slug";
export const SOURCE_LOCATION = "backstage.io/source-location";

/** One GitHub host, and the repositories of entities there. */
export interface GithubService {
  /** What is added to the id of a source that has a name. */
  readonly suffix: string;
  readonly api: JsonService;
  /** False for an entity whose source is on another host, or belongs to an owner that is not to be read. */
  follows(entity: AnyEntity): boolean;
  /** Owner and name of an entity's repository. @throws {CatalogError} `invalid-argument` */
  repositoryOf(entity: AnyEntity): readonly [owner: string, name: string];
}

export function githubService(options: GithubFactsOptions): GithubService {
  const { token, baseUrl = "https://api.github.com", owners, name: sourceName } = options;
  const api = jsonService({
    name: "GitHub",
    baseUrl,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
    },
  });
  const webHost = api.host.replace(/^api\./, "");
  const allowed = owners?.map((owner) => owner.toLowerCase());

  return {
    suffix: sourceName ? `:${sourceName.toLowerCase()}` : "",
    api,
    follows(entity) {
      const host = hostOf(annotation(entity, SOURCE_LOCATION));
      const [owner = ""] = (annotation(entity, GITHUB_SLUG) ?? "").trim().toLowerCase().split("/");
      return (host === null || host === webHost) && (allowed?.includes(owner) ?? true);
    },
    repositoryOf(entity) {
      const slug = annotationValue(entity, GITHUB_SLUG, /^[\w.-]+\/[\w.-]+$/, "acme/payment-service") ?? "";
      const [owner, name] = slug.split("/");
      if (!owner || !name) throw new CatalogError("invalid-argument", `the annotation ${GITHUB_SLUG} is empty`);
      return [owner, name];
    },
  };
}

/** The host of `url:https://github.com/acme/shop/tree/main/`; null when there is none to be seen. */
function hostOf(location: string | undefined): string | null {
  const address = location?.trim().replace(/^url:/, "") ?? "";
  return URL.canParse(address) ? new URL(address).host || null : null;
}
