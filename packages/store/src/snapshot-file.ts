import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { replaceFile, syncFolder } from "./replace-file.ts";
import { storeFailed } from "./store-failed.ts";
import { nodeFileSystem } from "./store-file-system.ts";

/**
 * The bytes of a snapshot, for `openSnapshot`. The file of a running store may be read as well.
 *
 * @throws {CatalogError} `store-failed`
 */
export async function readSnapshotFile(path: string): Promise<Uint8Array> {
  const file = resolve(path);
  return readFile(file).catch((reason: unknown) => {
    throw storeFailed(file, "read", reason);
  });
}

/**
 * Writes a snapshot that only its user may read. The file is there whole or, when this throws, as it was before.
 *
 * @throws {CatalogError} `store-failed`
 */
export async function writeSnapshotFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = resolve(path);
  try {
    const { handle } = await replaceFile(nodeFileSystem, file, [bytes]);
    await handle.close();
    await syncFolder(nodeFileSystem, file);
  } catch (reason) {
    throw storeFailed(file, "written", reason);
  }
}
