import { CatalogError } from "@callboard/core";

/** The addresses of one GitHub, none with a slash at its end. */
export interface GithubHost {
  /** The REST API. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Where people look. */
  readonly webUrl: string;
}

/**
 * The addresses that belong to that of a REST API: `https://api.github.com`, `https://api.acme.ghe.com`, or
 * `https://ghe.example.com/api/v3` of a GitHub Enterprise Server.
 *
 * @throws {CatalogError} `invalid-argument` for what is no plain web address
 */
export function githubHost(baseUrl = "https://api.github.com"): GithubHost {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const isPlain = url && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    // The address is not quoted: what is wrong with it may be a password in it.
    const message =
      "The baseUrl for GitHub is no plain web address. Write that of its REST API, such as https://ghe.example.com/api/v3.";
    throw new CatalogError("invalid-argument", message);
  }
  const apiUrl = url.href.replace(/\/$/, "");
  return {
    apiUrl,
    graphqlUrl: apiUrl.endsWith("/api/v3") ? apiUrl.replace(/\/v3$/, "/graphql") : `${apiUrl}/graphql`,
    webUrl: `${url.protocol}//${url.host.replace(/^api\./, "")}`,
  };
}
