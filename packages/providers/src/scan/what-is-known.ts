import { CODEOWNERS_PATHS } from "../codeowners.ts";
import { type DataNode, dataOf } from "./data-node.ts";
import type { EvidenceReader, Place, TextFile } from "./evidence.ts";
import { baseName } from "./paths.ts";

/** CODEOWNERS, wherever a host looks for one. */
export const codeownersFiles: EvidenceReader = {
  reads: (path) =>
    baseName(path) === "CODEOWNERS" && CODEOWNERS_ENDS.some((end) => path === end || path.endsWith(`/${end}`)),
  read(file, { codeowners }) {
    codeowners.push(file);
  },
};

const CODEOWNERS_ENDS = Object.values(CODEOWNERS_PATHS).flat();

/** Descriptors that are there already. */
export const catalogFiles: EvidenceReader = {
  reads: (path) => /^catalog-info.*\.(?:ya?ml|json)$/.test(baseName(path)),
  read(file, evidence) {
    evidence.catalogFiles.push(file);
  },
};

/** An entity that a descriptor describes, as far as a scan asks. */
export interface DescribedEntity {
  /** In lower case. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly place: Place;
  readonly spec: DataNode;
}

/** The entities of descriptors, in the order of their files. */
export function describedEntities(files: readonly TextFile[]): readonly DescribedEntity[] {
  return files.flatMap((file) =>
    dataOf(file).flatMap((document): readonly DescribedEntity[] => {
      const kind = document.at("kind").text?.toLowerCase();
      const name = document.at("metadata", "name").text;
      if (kind === undefined || name === undefined || document.at("apiVersion").text === undefined) return [];
      const namespace = document.at("metadata", "namespace").text ?? "default";
      return [{ kind, name, namespace, place: document.place, spec: document.at("spec") }];
    }),
  );
}
