import { type CatalogView, type EntityProvider, openCatalog, type SourceDocument } from "@callboard/core";
import { testClock } from "@callboard/core/testing";

/** When the catalog of the tests was read. */
const READ_AT = "2026-03-10T09:00:00.000Z";
/** When questions about it are asked: two minutes later. */
export const NOW = Date.parse("2026-03-10T09:02:00.000Z");

/** One document of the ferry company. */
export interface Draft {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly apiVersion?: string;
  /** When it last changed; three days before it was read unless given. */
  readonly modified?: string;
}

/** A ferry company: three teams, one of them inside another, and what they run. */
export const ferryDrafts: readonly Draft[] = [
  {
    kind: "Group",
    name: "harbour",
    metadata: { title: "Harbour Office" },
    spec: { type: "department", children: [], profile: { email: "office@saltmarsh.example" } },
  },
  {
    kind: "Group",
    name: "boarding",
    metadata: {
      title: "Boarding Crew",
      annotations: { "callboard.dev/channel": "#boarding", "slack.com/usergroup-id": "SBOARD" },
    },
    spec: { type: "team", children: [], parent: "harbour", profile: { email: "boarding@saltmarsh.example" } },
  },
  {
    kind: "Group",
    name: "engines",
    metadata: { annotations: { "slack.com/channel-id": "CENGINE" } },
    spec: { type: "team", children: [], parent: "harbour" },
  },
  {
    kind: "User",
    name: "ines.moreau",
    metadata: { annotations: { "slack.com/user-id": "UINES" } },
    spec: { profile: { displayName: "Ines Moreau", email: "ines@saltmarsh.example" }, memberOf: ["boarding"] },
  },
  {
    kind: "User",
    name: "tove.lind",
    spec: { profile: { displayName: "Tove Lind" }, memberOf: ["boarding", "engines"] },
  },
  { kind: "System", name: "crossing", spec: { owner: "boarding" } },
  {
    kind: "Component",
    name: "deck-planner",
    metadata: {
      title: "Neptune",
      description: "Decides which car stands where.",
      tags: ["go", "tier-1"],
      annotations: { "github.com/project-slug": "saltmarsh/deck-planner", "callboard.dev/aliases": "car tetris" },
      links: [{ url: "https://graphs.saltmarsh.example/d/deck", title: "Dashboard" }],
    },
    spec: {
      type: "service",
      lifecycle: "production",
      owner: "boarding",
      system: "crossing",
      providesApis: ["deck-api"],
      dependsOn: ["resource:manifest-db", "component:tide-feed"],
    },
  },
  {
    kind: "Component",
    name: "gate-app",
    metadata: { title: "Gate App", tags: ["tier-1"] },
    spec: { type: "mobile-app", lifecycle: "production", owner: "boarding", consumesApis: ["deck-api"] },
  },
  {
    kind: "Component",
    name: "tide-feed",
    spec: {
      type: "service",
      lifecycle: "experimental",
      owner: "engines",
      dependsOn: ["resource:tide-cache"],
      edges: { "resource:tide-cache": { when: "fallback" } },
    },
  },
  {
    kind: "Component",
    name: "passage-ledger",
    spec: {
      type: "service",
      lifecycle: "deprecated",
      owner: "engines",
      dependsOn: ["resource:manifest-db"],
      edges: { "resource:manifest-db": { needs: "write" } },
    },
  },
  { kind: "Component", name: "fog-horn", spec: { type: "service", lifecycle: "production", owner: "lighthouse" } },
  {
    kind: "API",
    name: "deck-api",
    spec: { type: "openapi", lifecycle: "production", owner: "boarding", definition: "{}" },
  },
  { kind: "Resource", name: "manifest-db", spec: { type: "database", owner: "engines" } },
  { kind: "Resource", name: "tide-cache", spec: { type: "cache", owner: "engines" } },
  {
    kind: "Template",
    name: "skiff-service",
    apiVersion: "scaffolder.backstage.io/v1beta3",
    metadata: { title: "New skiff service", description: "A service with tests and an owner.", tags: ["go"] },
    spec: {
      owner: "engines",
      type: "service",
      parameters: [
        {
          title: "The service",
          required: ["name"],
          properties: {
            name: { title: "Name", type: "string", description: "Lower case, words joined by dashes." },
            size: { title: "Size", type: "string", enum: ["small", "large"] },
          },
        },
        { title: "Where", properties: { replicas: { title: "Replicas", type: "integer" } } },
      ],
      steps: [],
    },
  },
  // One name twice, and one beginning shared by two.
  { kind: "Component", name: "anchor", spec: { type: "service", lifecycle: "production", owner: "engines" } },
  { kind: "System", name: "anchor", spec: { owner: "boarding" } },
  { kind: "Group", name: "anchor", spec: { type: "team", children: [] } },
  { kind: "Component", name: "berth-rota", spec: { type: "service", lifecycle: "production", owner: "engines" } },
  { kind: "Component", name: "berth-finder", spec: { type: "service", lifecycle: "production", owner: "boarding" } },
  {
    kind: "Resource",
    name: "berth-store",
    namespace: "north",
    spec: { type: "bucket", owner: "group:default/engines" },
  },
  {
    kind: "Resource",
    name: "berth-store",
    namespace: "south",
    spec: { type: "bucket", owner: "group:default/boarding" },
  },
];

/** The document as a provider yields it. */
function documentOf({ kind, name, namespace, metadata, spec, apiVersion, modified }: Draft): SourceDocument {
  return {
    location: `file:${name}/catalog-info.yaml`,
    key: [kind, namespace, name].join("/"),
    modified: modified ?? "2026-03-07T08:00:00.000Z",
    entity: {
      apiVersion: apiVersion ?? "backstage.io/v1alpha1",
      kind,
      metadata: { name, ...(namespace && { namespace }), ...metadata },
      spec: { ...spec },
    },
  };
}

/** A source that holds documents; it leaves out the locations it is told to skip. */
function sourceOf(drafts: readonly Draft[], skipped: readonly string[] = []): EntityProvider {
  return {
    name: "file:ferries",
    async *provide({ skip }) {
      for (const location of skipped) skip(location, new Error("permission denied"));
      for (const draft of drafts) yield documentOf(draft);
    },
  };
}

/** A catalog of these documents, read at nine o'clock. */
export async function catalogWith(drafts: readonly Draft[], skipped: readonly string[] = []): Promise<CatalogView> {
  const catalog = await openCatalog({
    providers: [sourceOf(drafts, skipped)],
    schedule: false,
    runtime: { clock: testClock(READ_AT) },
  });
  return catalog.snapshot();
}

/** The ferry company. */
export function ferries(): Promise<CatalogView> {
  return catalogWith(ferryDrafts);
}
