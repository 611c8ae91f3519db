import { type Catalog, type OpenCatalogOptions, openCatalog } from "@callboard/core";
import { onTestFinished } from "vitest";
import { type GithubProvider, type GithubProviderOptions, githubProvider } from "../../src/github.ts";
import { hurryingClock } from "./hurrying-clock.ts";
import type { FakeGithub } from "./start-fake-github.ts";

/** The descriptor of a service; without an owner where that is null. */
export function component(name: string, owner: string | null = "group:payments"): string {
  const owned = owner === null ? "" : `\n  owner: "${owner}"`;
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production${owned}
`;
}

/** The descriptor of the team that owns services here. */
export const PAYMENTS = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
`;

/** A provider for the organisation acme of a fake. */
export function providerOf(fake: FakeGithub, options: Partial<GithubProviderOptions> = {}): GithubProvider {
  return githubProvider({ organizations: ["acme"], auth: { token: "ghp_fake" }, baseUrl: fake.baseUrl, ...options });
}

/** The network, and a clock on which no rest or retry takes long. */
export function networkTo(fake: FakeGithub) {
  let requests = 0;
  const isIdle = () => {
    const isQuiet = fake.isIdle() && fake.requests.length === requests;
    requests = fake.requests.length;
    return isQuiet;
  };
  return { fetch, clock: hurryingClock(isIdle) };
}

/** A catalog on providers, closed after the test. */
export async function catalogOn(
  fake: FakeGithub,
  provider: GithubProvider,
  options: Partial<OpenCatalogOptions<never>> = {},
): Promise<Catalog> {
  const catalog = await openCatalog({ providers: [provider], runtime: networkTo(fake), schedule: false, ...options });
  onTestFinished(() => catalog.close());
  return catalog;
}
