import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Catalog, entityRef, openCatalog, readDocuments } from "@callboard/core";

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

/** The catalog behind the recorded queries, with the mark that the reference implementation puts on orphans. */
export async function openQueryCatalog(fixtures: string): Promise<Catalog> {
  const documents = readDocuments(await readFile(join(fixtures, "query-catalog.yaml")));
  const stitched: readonly Stitched[] = JSON.parse(
    await readFile(join(fixtures, "query-catalog.stitched.json"), "utf8"),
  );
  const orphans = new Set(stitched.filter(({ orphan }) => orphan).map(({ ref }) => ref));
  const entities = documents.map(({ value }) => value).filter(isDescriptor);
  return openCatalog({
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
    ],
    schedule: false,
  });
}

function isDescriptor(value: unknown): value is Descriptor {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}

function marked(entity: Descriptor): Descriptor {
  const annotations = { ...entity.metadata.annotations, "backstage.io/orphan": "true" };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
