import type { PlannedDependency, PlannedNote, PlannedService } from "./plan-catalog.ts";
import { type Random, seededRandom } from "./random.ts";
import { OCCASIONS, REMARKS, THINGS, VERBS } from "./words.ts";

/** The `catalog-info.yaml` of one service, with the API and the resource it brings along: about 3.5 kB on average. */
export function describeService(service: PlannedService, seed: number): string {
  const random = seededRandom(seed);
  const documents = [componentDocument(service, random)];
  if (service.api !== null) documents.push(apiDocument(service, service.api, random));
  if (service.resource !== null) documents.push(resourceDocument(service, service.resource, random));
  return documents.join("---\n");
}

function componentDocument(service: PlannedService, random: Random): string {
  const { name, type, lifecycle, owner, system, tier, environments, api, dependencies } = service;
  const repository = `example/${name}`;
  const uses = (field: PlannedDependency["field"]) => dependencies.filter((dependency) => dependency.field === field);
  const annotated = dependencies.filter(({ note }) => note !== null);
  return lines(
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    `  name: ${name}`,
    `  title: ${title(name)}`,
    "  description: >-",
    ...paragraph(random, 3).map((line) => `    ${line}`),
    "  annotations:",
    `    github.com/project-slug: ${repository}`,
    `    backstage.io/source-location: url:https://github.com/${repository}/`,
    `    backstage.io/techdocs-ref: dir:.`,
    `    pagerduty.com/service-id: P${letters(random, 6)}`,
    `    sentry.io/project-slug: example/${name}`,
    `    grafana/dashboard-selector: "tags @> '${name}'"`,
    `    backstage.io/kubernetes-id: ${name}`,
    ...when(environments.length > 0, `    callboard.dev/environments: "${environments.join(", ")}"`),
    ...when(random.chance(0.1), `    callboard.dev/aliases: "${initials(name)}${random.integer(90) + 10}"`),
    "  labels:",
    `    cost-centre: cc-${random.integer(900) + 100}`,
    `    data-class: ${random.pick(["public", "internal", "confidential"])}`,
    `  tags: [${[random.pick(LANGUAGES), random.pick(THINGS), ...when(tier !== null, `tier-${tier}`)].join(", ")}]`,
    "  links:",
    ...link(`https://wiki.example.com/runbooks/${name}`, "Runbook", "runbook"),
    ...link(`https://grafana.example.com/d/${letters(random, 8).toLowerCase()}/${name}`, "Dashboard", "dashboard"),
    "spec:",
    `  type: ${type}`,
    `  lifecycle: ${lifecycle}`,
    `  owner: ${random.chance(0.5) ? `group:default/${owner}` : owner}`,
    `  system: ${system}`,
    ...list("providesApis", api === null ? [] : [api]),
    ...list(
      "consumesApis",
      uses("consumesApis").map(({ target }) => target),
    ),
    ...list(
      "dependsOn",
      uses("dependsOn").map(({ target }) => target),
    ),
    ...when(annotated.length > 0, "  edges:"),
    ...annotated.map(({ target, note }) => `    ${target}: ${noteText(note ?? {})}`),
  );
}

function apiDocument({ owner, system, lifecycle, name }: PlannedService, api: string, random: Random): string {
  return lines(
    "apiVersion: backstage.io/v1alpha1",
    "kind: API",
    "metadata:",
    `  name: ${api}`,
    `  title: ${title(api)}`,
    `  description: ${sentence(random)}`,
    "  annotations:",
    `    github.com/project-slug: example/${name}`,
    `  tags: [rest, ${random.pick(THINGS)}]`,
    "spec:",
    "  type: openapi",
    `  lifecycle: ${lifecycle}`,
    `  owner: ${owner}`,
    `  system: ${system}`,
    "  definition: |",
    ...openapi(api, random).map((line) => `    ${line}`),
  );
}

function resourceDocument({ owner, system, name }: PlannedService, resource: string, random: Random): string {
  return lines(
    "apiVersion: backstage.io/v1alpha1",
    "kind: Resource",
    "metadata:",
    `  name: ${resource}`,
    `  description: ${sentence(random)}`,
    "  annotations:",
    `    github.com/project-slug: example/${name}`,
    `    amazonaws.com/arn: arn:aws:rds:eu-central-1:${100_000_000_000 + random.integer(899_999_999_999)}:db:${resource}`,
    `  tags: [${random.pick(["postgres", "mysql", "redis", "kafka", "s3"])}]`,
    "spec:",
    `  type: ${random.pick(["database", "cache", "queue", "bucket"])}`,
    `  owner: ${owner}`,
    `  system: ${system}`,
  );
}

function openapi(api: string, random: Random): string[] {
  const things = random.shuffle([...THINGS]).slice(0, 3 + random.integer(5));
  return [
    "openapi: 3.0.3",
    "info:",
    `  title: ${title(api)}`,
    `  version: ${1 + random.integer(5)}.${random.integer(20)}.0`,
    "paths:",
    ...things.flatMap((thing) => [
      `  /${thing}/{identifier}:`,
      "    get:",
      `      operationId: read-${thing}`,
      `      summary: ${sentence(random)}`,
      "      parameters:",
      "        - name: identifier",
      "          in: path",
      "          required: true",
      "          schema: { type: string, maxLength: 64 }",
      "      responses:",
      '        "200":',
      `          description: The ${thing} as they are now.`,
      '        "404":',
      `          description: There are no such ${thing}.`,
    ]),
  ];
}

const LANGUAGES = ["java", "kotlin", "go", "python", "typescript", "rust", "csharp"];

function sentence(random: Random): string {
  return `${random.pick(VERBS)} ${random.pick(THINGS)} and ${random.pick(THINGS)} ${random.pick(OCCASIONS)}.`;
}

function paragraph(random: Random, sentences: number): string[] {
  return [...Array.from({ length: sentences - 1 }, () => sentence(random)), random.pick(REMARKS)];
}

function noteText(note: PlannedNote): string {
  const parts = Object.entries(note).map(
    ([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.join(", ")}]` : value}`,
  );
  return `{ ${parts.join(", ")} }`;
}

function list(field: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`  ${field}:`, ...values.map((value) => `    - ${value}`)];
}

function link(url: string, text: string, type: string): string[] {
  return [`    - url: ${url}`, `      title: ${text}`, `      type: ${type}`];
}

function when(condition: boolean, line: string): string[] {
  return condition ? [line] : [];
}

function title(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function initials(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0))
    .join("");
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick([..."ABCDEFGHJKLMNPQRSTUVWXYZ23456789"])).join("");
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
