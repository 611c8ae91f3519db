import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Catalog, type EntityProvider, openCatalog, type ReadDocument, type UnknownKinds } from "@callboard/core";

/** Where every recorded descriptor was read. */
export const DESCRIPTOR = "url:https://git.example.com/acme/widgets/blob/main/catalog-info.yaml";
const FOLDER = new URL(".", DESCRIPTOR.slice("url:".length)).href;

/** A file that the catalog asks for while it reads a descriptor. */
export interface FurtherRead {
  readonly location: string;
  readonly found: boolean;
}

/**
 * Opens a catalog over one descriptor, with the files of a folder next to it. Every other file is missing, in the same
 * place and on every host that the descriptor names.
 *
 * @param more.source a source beside it
 */
export async function openDescriptor(
  documents: readonly ReadDocument[],
  files: string,
  more: { readonly source?: EntityProvider; readonly unknownKinds?: UnknownKinds } = {},
): Promise<{ readonly catalog: Catalog; readonly reads: readonly FurtherRead[] }> {
  const reads: FurtherRead[] = [];
  const descriptor: EntityProvider = {
    name: "recorded",
    async *provide() {
      yield { location: DESCRIPTOR, documents };
    },
    async read(location) {
      const url = location.replace(/^url:/, "");
      const path = url.startsWith(FOLDER) ? join(files, decodeURIComponent(url.slice(FOLDER.length))) : undefined;
      const found = path !== undefined && existsSync(path);
      reads.push({ location, found });
      return found ? readFile(path, "utf8") : undefined;
    },
    async list(pattern) {
      reads.push({ location: pattern, found: false });
      return [];
    },
  };
  const catalog = await openCatalog({
    providers: [descriptor, ...(more.source ? [more.source] : [])],
    unknownKinds: more.unknownKinds ?? "reject",
    allowedHosts: hostsIn(documents),
    runtime: {
      async fetch(address) {
        reads.push({ location: `url:${address}`, found: false });
        return new Response(null, { status: 404 });
      },
    },
    schedule: false,
  });
  return { catalog, reads };
}

function hostsIn(documents: readonly ReadDocument[]): string[] {
  const text = JSON.stringify(documents.map(({ value }) => value));
  return Array.from(text.matchAll(/https?:\/\/([a-z0-9.-]+)/gi), ([, host = ""]) => host.toLowerCase());
}
