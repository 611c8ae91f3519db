import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { builtInKinds, type Catalog, entityRef, openCatalog, readDocuments } from "@callboard/core";
import { catalogRoutes, locationRegistry } from "@callboard/http";
import type { AskedApp } from "./ask-app.ts";

interface Stitched {
  readonly ref: string;
  readonly orphan: boolean;
}

interface Descriptor {
  readonly kind: string;
  readonly metadata: {
    readonly namespace?: string;
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** The catalog behind the recorded requests, and what answers them. */
export interface QueryCatalog {
  readonly catalog: Catalog;
  readonly app: AskedApp;
  /** A path with our uids in place of those that the recording gives to entities by their number. */
  withOurUids(path: string): string;
}

/** The catalog of the recording, with the mark that the reference implementation puts on orphans. */
export async function openQueryCatalog(fixtures: string): Promise<QueryCatalog> {
  const documents = readDocuments(await readFile(join(fixtures, "query-catalog.yaml")));
  const stitched: readonly Stitched[] = JSON.parse(
    await readFile(join(fixtures, "query-catalog.stitched.json"), "utf8"),
  );
  const orphans = new Set(stitched.filter(({ orphan }) => orphan).map(({ ref }) => ref));
  const entities = documents.map(({ value }) => value).filter(isDescriptor);
  const locations = locationRegistry();
  const catalog = await openCatalog({
    providers: [
      {
        name: "queries",
        async *provide() {
          for (const entity of entities) {
            const { kind, metadata } = entity;
            const ref = entityRef({ kind, ...metadata });
            yield { location: `query-catalog:${ref}`, entity: orphans.has(ref) ? marked(entity) : entity };
          }
        },
      },
      locations,
    ],
    rules: [{ source: "queries", allow: KINDS }, locations.rule],
    schedule: false,
  });
  return {
    catalog,
    app: catalogRoutes(catalog, { locations }),
    withOurUids: (path) =>
      path.replace(RECORDED_UID, (uid, number: string) => {
        const entity = entities[Number(number) - 1];
        return entity ? catalog.origin({ kind: entity.kind, ...entity.metadata }).uid : uid;
      }),
  };
}

const KINDS = builtInKinds.map(({ kind }) => kind);
const RECORDED_UID = /00000000-0000-4000-8000-(\d{12})/;

function isDescriptor(value: unknown): value is Descriptor {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}

function marked(entity: Descriptor): Descriptor {
  const annotations = { ...entity.metadata.annotations, "backstage.io/orphan": "true" };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
