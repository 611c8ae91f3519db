import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/ingest/read-documents.ts";
import { validateEntity } from "../../src/ingest/validate-entity.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import type { Entity } from "../../src/model/entity.ts";
import { kindRegistry } from "../../src/model/kind.ts";
import type { DeclaredRelation } from "../../src/model/relation.ts";

/** Descriptor files of public repositories, and what the reference implementation answers for each. */
const FOLDER = join(import.meta.dirname, "../../../../../shared/real-catalogs");

interface ExpectedDocument {
  readonly accepted: boolean;
  readonly error?: {
    readonly stage: string;
    readonly rule?: string;
    readonly path?: string;
    readonly property?: string;
  };
  readonly ref?: string;
  readonly relations?: readonly string[];
  readonly entity?: Entity;
}

const kinds = kindRegistry(builtInKinds);
const inverses = new Map(kinds.relations.map(({ type, inverse }) => [type, inverse]));

const expected = existsSync(FOLDER)
  ? readFileSync(join(FOLDER, "expected.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line): { readonly file: string; readonly docs: readonly ExpectedDocument[] } => JSON.parse(line))
  : [];

describe.skipIf(expected.length === 0)(
  "the descriptors of public repositories (skipped without ../shared/real-catalogs)",
  () => {
    it.each(expected)("$file reads as in the reference implementation", ({ file, docs }) => {
      const documents = readDocuments(readFileSync(join(FOLDER, file)));
      expect(documents).toHaveLength(docs.length);
      for (const [index, document] of documents.entries()) {
        const result = validateEntity(document, { kinds, unknownKinds: "reject", location: file });
        const { accepted, error, ref, relations, entity } = docs[index] ?? { accepted: false };
        expect(document.problems.concat(accepted ? result.problems : [])).toEqual([]);
        expect(result.ok).toBe(accepted);
        if (result.ok) {
          expect(result.ref).toBe(ref);
          expect(bothWays(result.relations)).toEqual(relations);
          expect(comparable(result.entity)).toEqual(entity && comparable(entity));
        } else {
          const path = error?.property === undefined ? error?.path : `${error.path}/${error.property}`;
          expect(result.problems).toContainEqual(
            expect.objectContaining({ rule: `${error?.stage}/${error?.rule}`, path }),
          );
        }
      }
    });
  },
);

function bothWays(relations: readonly DeclaredRelation[]): readonly string[] {
  return relations
    .flatMap(({ source, type, target }) => [`${source} ${type} ${target}`, `${target} ${inverses.get(type)} ${source}`])
    .sort();
}

/** Where it was read is stamped by the reference implementation, and it sorts the lists that hold refs. */
function comparable({ metadata, spec, ...rest }: Entity): unknown {
  const stamped = /^backstage\.io\/(managed-by-(origin-)?location|view-url)$/;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !stamped.test(key));
  const sorted = Object.entries(spec ?? {}).map(([key, value]) => [
    key,
    Array.isArray(value) ? [...value].sort() : value,
  ]);
  return {
    ...rest,
    metadata: { ...metadata, annotations: Object.fromEntries(annotations) },
    spec: Object.fromEntries(sorted),
  };
}
