import type { PlannedDomain, PlannedGroup, PlannedSystem, PlannedUser } from "./plan-catalog.ts";

/** The file of one group and the people in it. */
export function describeGroup({ name, type, parent }: PlannedGroup, users: readonly PlannedUser[]): string {
  const group = [
    "apiVersion: backstage.io/v1alpha1",
    "kind: Group",
    "metadata:",
    `  name: ${name}`,
    "  annotations:",
    `    callboard.dev/channel: "#${name}"`,
    "spec:",
    `  type: ${type}`,
    ...(parent === null ? [] : [`  parent: ${parent}`]),
    "  children: []",
    "  profile:",
    `    displayName: ${name.replaceAll("-", " ")}`,
    `    email: ${name}@example.com`,
  ];
  return documents([group, ...users.map(userLines)]);
}

/** The file of one domain and the systems in it. */
export function describeDomain({ name, owner }: PlannedDomain, systems: readonly PlannedSystem[]): string {
  const domain = [
    "apiVersion: backstage.io/v1alpha1",
    "kind: Domain",
    "metadata:",
    `  name: ${name}`,
    `  description: Everything about ${name.replaceAll("-", " ")}.`,
    "spec:",
    `  owner: ${owner}`,
  ];
  return documents([domain, ...systems.map(systemLines)]);
}

function userLines({ name, displayName, group }: PlannedUser): string[] {
  return [
    "apiVersion: backstage.io/v1alpha1",
    "kind: User",
    "metadata:",
    `  name: ${name}`,
    "spec:",
    "  profile:",
    `    displayName: ${displayName}`,
    `    email: ${name}@example.com`,
    `  memberOf: [${group}]`,
  ];
}

function systemLines({ name, owner, domain }: PlannedSystem): string[] {
  return [
    "apiVersion: backstage.io/v1alpha1",
    "kind: System",
    "metadata:",
    `  name: ${name}`,
    `  description: The ${name.replaceAll("-", " ")} and the services it is made of.`,
    "spec:",
    `  owner: ${owner}`,
    `  domain: ${domain}`,
  ];
}

function documents(all: readonly (readonly string[])[]): string {
  return all.map((lines) => `${lines.join("\n")}\n`).join("---\n");
}
