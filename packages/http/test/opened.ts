import { type Catalog, type OpenCatalogOptions, openCatalog, type SourceDocument } from "@callboard/core";
import { onTestFinished } from "vitest";
import { type LocationRegistry, locationRegistry } from "../src/index.ts";

export const NOW = Date.parse("2026-11-20T10:00:00Z");
/** A clock that stands still. */
export const standing = { now: () => NOW, setTimer: () => () => {} };

export interface TestSource {
  readonly name: string;
  documents: SourceDocument[];
  provide(): AsyncGenerator<SourceDocument>;
}

/** A source over documents that a test changes between reads. */
function testSource(documents: SourceDocument[]): TestSource {
  return {
    name: "files",
    documents,
    async *provide() {
      for (const document of this.documents) yield document;
    },
  };
}

/** Anything in the catalog, as its own document. */
export function described(
  kind: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>> = {},
): SourceDocument {
  const entity = { apiVersion: "backstage.io/v1alpha1", kind, metadata: { name, ...metadata }, spec };
  return { location: `url:https://git.example.com/acme/${name}/blob/main/catalog-info.yaml`, entity };
}

const service = { type: "service", lifecycle: "production", owner: "payments" };

/** A shop, what it needs, and who owns it. */
export const SHOP: readonly SourceDocument[] = [
  described("Group", "payments", { type: "team", children: [] }, { title: "Payments" }),
  described("User", "ada", { memberOf: ["payments"] }),
  described("Resource", "payments-db", { type: "database", owner: "payments" }),
  described("Component", "checkout", { ...service, dependsOn: ["resource:payments-db"] }, { tags: ["java"] }),
  described(
    "Component",
    "web",
    { ...service, type: "website", dependsOn: ["component:checkout"] },
    { title: "Web shop" },
  ),
];

export interface Opened {
  readonly catalog: Catalog;
  readonly source: TestSource;
  readonly locations: LocationRegistry;
}

/** What registered locations hold, by address. */
const FILES = new Map([
  [
    "https://files.example.com/one.yaml",
    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: one }\n" +
      "spec: { type: service, lifecycle: production, owner: payments }\n",
  ],
]);

const fetchFile: typeof fetch = async (input) => {
  const text = FILES.get(String(input instanceof Request ? input.url : input));
  return text === undefined ? new Response("none", { status: 404 }) : new Response(text);
};

/** A catalog of a few documents that also takes locations over HTTP. It closes with the test. */
export async function opened(
  documents: readonly SourceDocument[] = SHOP,
  options: Partial<Pick<OpenCatalogOptions<never>, "policy" | "guard">> = {},
): Promise<Opened> {
  const source = testSource([...documents]);
  const reading = { allowedHosts: ["files.example.com"], runtime: { clock: standing, fetchFile } };
  const locations = locationRegistry({ reading });
  const catalog = await openCatalog({
    ...reading,
    ...options,
    providers: [source, locations],
    rules: [{ source: "files", allow: ["Component", "API", "Resource", "Group", "User", "System"] }, locations.rule],
    schedule: false,
  });
  onTestFinished(() => catalog.close());
  return { catalog, source, locations };
}

/** A request with a JSON body. */
export function json(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

/** What stands at a path in a reply; undefined where there is nothing. */
export function at(reply: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(String(key)) : undefined,
    reply,
  );
}
