import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClaimIndex, claimIndex } from "../../src/ingest/claims.ts";
import {
  applyStep,
  planConfirmation,
  planReading,
  planRestore,
  type StepContext,
} from "../../src/ingest/ingest-step.ts";
import { defaultGuardLimits } from "../../src/ingest/removal-guard.ts";
import type { SourceReading } from "../../src/ingest/source-reading.ts";
import { type SourceRecord, sourceRecord } from "../../src/ingest/source-record.ts";
import { entityRef } from "../../src/model/entity-ref.ts";
import type { StoredDocument, StoredEntity } from "../../src/model/stored-entity.ts";

const SOURCES: readonly string[] = ["first", "second"];

interface File {
  readonly source: string;
  readonly location: string;
  /** Names it describes, and in which of two versions. */
  readonly entities: readonly { readonly name: string; readonly version: number }[];
}

function stored(source: string, location: string, name: string, version: number, line: number): StoredEntity {
  const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name }, spec: { version } };
  const seen = "2026-01-01T00:00:00.000Z";
  const place = { source, location, line, viewUrl: null, firstSeen: seen, changed: seen, positions: {} };
  return { ref: entityRef(`component:default/${name}`), uid: name, etag: `${name}-${version}`, entity, ...place };
}

function document({ source, location, entities }: File): StoredDocument {
  const claims = entities.map(({ name, version }, index) => stored(source, location, name, version, index + 1));
  return { key: location, location, version: null, scope: null, lastSeen: null, problems: [], claims };
}

interface Ingested {
  readonly claims: ClaimIndex;
  readonly records: Record<string, SourceRecord>;
  read(files: readonly File[], source: string): Promise<{ changes: number; refused: string | null }>;
}

const pause = () => undefined;

function ingested(): Ingested {
  const claims = claimIndex((source) => SOURCES.indexOf(source));
  const records = Object.fromEntries(SOURCES.map((name) => [name, sourceRecord(name)]));
  const context: StepContext = { claims, guard: defaultGuardLimits, ownedBy: () => 0, pause };
  return {
    claims,
    records,
    async read(files, source) {
      const record = records[source] ?? sourceRecord(source);
      const documents = new Map(
        files.filter((file) => file.source === source).map((file) => [file.location, document(file)]),
      );
      const dropped = new Set([...record.documents.keys()].filter((key) => !documents.has(key)));
      const reading: SourceReading = { documents, dropped, documentsRead: documents.size, incomplete: null };
      const step = await planReading(record, reading, context);
      await applyStep(record, step, context);
      return { changes: step.changes.length, refused: step.refused };
    },
  };
}

/** What is in force, and who disagrees about it. */
function outcome({ claims }: Ingested) {
  const place = ({ ref, etag, source, location, line }: StoredEntity) => `${ref} ${etag} ${source} ${location}:${line}`;
  return {
    inForce: [...claims.inForce()].map(place).sort(),
    contested: claims
      .contested()
      .map((all) => all.map(place))
      .sort(),
  };
}

const entities = fc.uniqueArray(fc.record({ name: fc.constantFrom("a", "b", "c", "d"), version: fc.nat(1) }), {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 3,
});
const file: fc.Arbitrary<File> = fc.record({
  source: fc.constantFrom(...SOURCES),
  location: fc.constantFrom("one", "two", "three", "four"),
  entities,
});
const files = fc.uniqueArray(file, { selector: ({ source, location }) => `${source} ${location}`, maxLength: 6 });

describe("planReading", () => {
  it("R23: gives the same for any order of files and sources, and nothing new the second time", async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.boolean(),
        async (some, random, reversed) => {
          const once = ingested();
          for (const source of SOURCES) await once.read(some, source);
          const expected = outcome(once);
          for (const source of SOURCES) expect((await once.read(some, source)).changes).toBe(0);
          expect(outcome(once)).toEqual(expected);

          const shuffled = some
            .map((one) => ({ one, rank: random.next().value }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ one }) => one);
          const other = ingested();
          for (const source of reversed ? [...SOURCES].reverse() : SOURCES) await other.read(shuffled, source);
          expect(outcome(other)).toEqual(expected);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("comes from any earlier state to what a fresh read gives, unless the guard refuses", async () => {
    await fc.assert(
      fc.asyncProperty(files, files, async (before, after) => {
        const moved = ingested();
        for (const source of SOURCES) await moved.read(before, source);
        for (const source of SOURCES) fc.pre((await moved.read(after, source)).refused === null);
        const fresh = ingested();
        for (const source of SOURCES) await fresh.read(after, source);
        expect(outcome(moved)).toEqual(outcome(fresh));
      }),
      { numRuns: 3000 },
    );
  });

  it("holds what it refuses to remove, and gives the same once confirmed", async () => {
    const all: File[] = Array.from({ length: 20 }, (_, index) => ({
      source: "first",
      location: `file-${index}`,
      entities: [{ name: `e${index}`, version: 0 }],
    }));
    const catalog = ingested();
    await catalog.read(all, "first");
    expect((await catalog.read(all.slice(0, 10), "first")).refused).toMatch("10 of its 20");
    expect(outcome(catalog).inForce).toHaveLength(20);
    const record = catalog.records.first ?? sourceRecord("first");
    const context = { claims: catalog.claims, pause };
    await applyStep(record, await planConfirmation(record, context), context);
    expect(outcome(catalog).inForce).toHaveLength(10);
    expect(await catalog.read(all.slice(0, 10), "first")).toEqual({ changes: 0, refused: null });
  });
});

describe("a hint", () => {
  const all: File[] = Array.from({ length: 20 }, (_, index) => ({
    source: "first",
    location: `file-${index}`,
    entities: [{ name: `e${index}`, version: 0 }],
  }));

  async function without(catalog: Ingested, location: string): Promise<string | null> {
    const record = catalog.records.first ?? sourceRecord("first");
    const context: StepContext = { claims: catalog.claims, guard: defaultGuardLimits, ownedBy: () => 0, pause };
    const reading = { documents: new Map(), dropped: new Set([location]), documentsRead: null, incomplete: null };
    const step = await planReading(record, reading, context);
    await applyStep(record, step, context);
    return step.refused;
  }

  it("is judged with all hints since the last full read, so that a source cannot empty bit by bit", async () => {
    const catalog = ingested();
    await catalog.read(all, "first");
    const refusals: (string | null)[] = [];
    for (const { location } of all.slice(0, 6)) refusals.push(await without(catalog, location));
    expect(refusals.slice(0, 4)).toEqual([null, null, null, null]);
    expect(refusals[4]).toMatch("5 of its 20");
    expect(outcome(catalog).inForce).toHaveLength(16);
    await catalog.read(all.slice(4), "first");
    expect([outcome(catalog).inForce.length, await without(catalog, "file-4")]).toEqual([16, null]);
  });
});

describe("planRestore", () => {
  it("puts an entity back until its source yields it again", async () => {
    const catalog = ingested();
    const record = catalog.records.second ?? sourceRecord("second");
    const gone = stored("second", "one", "a", 0, 1);
    const context = { claims: catalog.claims, pause };
    await applyStep(record, await planRestore(record, gone, context), context);
    expect((await catalog.read([], "second")).changes).toBe(0);
    expect(outcome(catalog).inForce).toEqual(["component:default/a a-0 second one:1"]);
    await catalog.read([{ source: "second", location: "two", entities: [{ name: "a", version: 1 }] }], "second");
    expect([outcome(catalog).inForce, record.restored.size]).toEqual([["component:default/a a-1 second two:1"], 0]);
  });
});
