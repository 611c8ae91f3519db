import { resolve } from "node:path";
import type { EntityProvider, ReadDocument } from "@callboard/core";
import { type FileSystem, nodeFileSystem } from "./file/file-system.ts";
import { openFileTree } from "./file/file-tree.ts";
import { readLocation } from "./file/read-file.ts";
import { grouped } from "./scan/grouped.ts";
import { baseName } from "./scan/paths.ts";
import { scanFolder } from "./scan/scan-folder.ts";
import type { InferredEntity } from "./scan/scan-result.ts";

export { type ScanOptions, scanFolder } from "./scan/scan-folder.ts";
export type {
  DescriptorFile,
  EntityDocument,
  InferredEdge,
  InferredEntity,
  InferredOwner,
  ScanResult,
  Undecided,
} from "./scan/scan-result.ts";

/** Which folder to infer a catalog from. */
export interface ScanProviderOptions {
  /** A checkout, or a folder with several side by side. Relative to the working directory. */
  readonly root: string;
  /** Tells sources apart: the source is called `scan:<name>`. `"checkout"` unless given. */
  readonly name?: string;
  /** The system's unless given. */
  readonly fs?: FileSystem;
}

/**
 * Yields what {@link scanFolder} infers, without any descriptor: each entity stands in the file and on the line that
 * shows it. Beside it a `fileProvider` of the same folder reads the descriptors that are there; what they describe is
 * not inferred again.
 */
export function scanProvider({ root, name = "checkout", fs = nodeFileSystem }: ScanProviderOptions): EntityProvider {
  const folder = resolve(root);
  return {
    name: `scan:${name}`,
    async *provide({ signal, skip }) {
      const { entities, skipped } = await scanFolder({ root: folder, signal, fs });
      for (const { path, reason } of skipped) skip(`file:${path}`, reason);
      for (const [path, found] of grouped(entities, ({ place }) => place.path)) {
        signal.throwIfAborted();
        yield { location: `file:${path}`, documents: found.map(documentOf) };
      }
    },
    async read(location) {
      return readLocation(
        await openFileTree({ fs, root: folder, selection: EVERYTHING, maxBytes: MAX_BYTES }),
        location,
      );
    },
  };
}

/** The largest definition of an interface that is read. */
const MAX_BYTES = 2 ** 20;

const EVERYTHING = { named: [], hasPatterns: true, includes: () => true, excludes: () => false };

function documentOf({ entity, place: { path, line } }: InferredEntity): ReadDocument {
  // A descriptor names the definition from its own folder; here the entity stands in the definition itself.
  const definition = { $text: `./${baseName(path)}` };
  const spec = entity.kind === "API" ? { ...entity.spec, definition } : entity.spec;
  return { value: { ...entity, spec }, line, column: 1, problems: [], positions: { "": [line, 1] } };
}
