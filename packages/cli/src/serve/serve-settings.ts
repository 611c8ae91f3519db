import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CatalogError, entityRef, type Policy } from "@callboard/core";
import {
  firstIdentity,
  type Identify,
  jwtIdentity,
  LOOPBACK_HOSTS,
  opaPolicy,
  rolePolicy,
  tokenIdentity,
} from "@callboard/http";
import type { z } from "zod";
import { serveSection } from "../config/sections/serve.ts";
import type { Session } from "../session.ts";

export interface ServeSettings extends z.infer<typeof serveSection> {
  /** Who sends a request; undefined where everybody is let in. */
  readonly identify: Identify | undefined;
  readonly decide: Policy | undefined;
}

/** What the command line says, and else the configuration. */
export interface ServeAddress {
  readonly port?: number;
  readonly host?: string;
  readonly insecureLocal?: boolean;
}

/**
 * How the server is to run.
 *
 * @throws {CatalogError} `invalid-config` where others could reach it and nobody has to say who they are
 */
export async function serveSettings({ config, base }: Session, address: ServeAddress): Promise<ServeSettings> {
  const configured = config?.config.serve ?? serveSection.parse(undefined);
  const { port = configured.port, host = configured.host } = address;
  const identify = identityIn(configured);
  const isLocal = LOOPBACK_HOSTS.includes(host) || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
  if (!isLocal && !identify && address.insecureLocal !== true)
    throw new CatalogError("invalid-config", unguarded(host));
  const hosts = configured.hosts.length > 0 ? configured.hosts : isLocal ? LOOPBACK_HOSTS : [];
  return { ...configured, port, host, hosts: [...hosts], identify, decide: await policyIn(configured, base) };
}

function identityIn({ tokens, jwt }: z.infer<typeof serveSection>): Identify | undefined {
  const known = tokens.map(({ token, user, roles }) => ({
    token,
    principal: { ref: user === undefined ? null : entityRef(user, { defaultKind: "user" }), roles },
  }));
  const ways = [...(known.length > 0 ? [tokenIdentity(known)] : []), ...(jwt ? [jwtIdentity(jwt)] : [])];
  return ways.length > 0 ? firstIdentity(...ways) : undefined;
}

async function policyIn({ policy }: z.infer<typeof serveSection>, base: string): Promise<Policy | undefined> {
  if (!policy) return undefined;
  if ("roles" in policy) return rolePolicy(await readFile(resolve(base, policy.roles), "utf8"));
  const { opa: url, token } = policy;
  return opaPolicy({ url, ...(token !== undefined && { token }) });
}

function unguarded(host: string): string {
  return [
    `Whoever reaches ${host} could read the catalog, for nobody has to say who they are.`,
    "Set serve.tokens or serve.jwt in callboard.yaml, or listen on 127.0.0.1.",
    "If only the right people reach that address: --insecure-local",
  ].join("\n");
}
