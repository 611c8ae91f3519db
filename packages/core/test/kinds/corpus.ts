import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDocuments } from "../../src/ingest/read-documents.ts";
import { readKinds } from "../../src/kinds/read-kinds.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import type { KindDefinition } from "../../src/model/kind.ts";
import type { ReadDocument } from "../../src/provider/entity-provider.ts";

/** One document of the conformance data. */
export interface CorpusDocument {
  readonly id: string;
  readonly document: ReadDocument;
  /** What the newer processing of the reference implementation, which knows AiResource, says about it. */
  readonly model?: { readonly accepted: boolean; readonly relations?: readonly string[] };
}

/** Every document of the conformance data that is a YAML document, whatever else is wrong with it. */
export function corpus(): readonly CorpusDocument[] {
  const folder = new URL("../../../../conformance/catalog/", import.meta.url);
  const lines = readFileSync(new URL("expected.jsonl", folder), "utf8").trimEnd().split("\n");
  return lines.flatMap((line) => {
    const { file, docs } = JSON.parse(line) as { file: string; docs: readonly Pick<CorpusDocument, "model">[] };
    return readDocuments(readFileSync(new URL(file, folder))).map((document, index) => ({
      ...docs[index],
      id: `${file} ${index + 1}`,
      document,
    }));
  });
}

/** The kinds of a file beside this one, or of the sources. */
export function kindsFrom(file: string, beside?: readonly KindDefinition[]): readonly KindDefinition[] {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return readKinds(readFileSync(path), path, beside ? { beside } : {});
}

export const aiResourceKinds = kindsFrom("../../src/kinds/ai-resource.yaml");

/** The built-in kinds but for one. */
export function builtInKindsWithout(name: string): readonly KindDefinition[] {
  return builtInKinds.filter(({ kind }) => kind !== name);
}
