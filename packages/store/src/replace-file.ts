import { dirname } from "node:path";
import { hasCode, PRIVATE_MODE, type StoreFileHandle, type StoreFileSystem, writePieces } from "./store-file-system.ts";

/**
 * Puts a new file in the place of one, in one step: until then, and when it throws, the old one is there whole.
 * Returns the new file, open, and its size. It survives a power cut once {@link syncFolder} has been called.
 */
export async function replaceFile(
  fs: StoreFileSystem,
  path: string,
  pieces: Iterable<Uint8Array>,
): Promise<{ readonly handle: StoreFileHandle; readonly bytes: number }> {
  const temporary = `${path}.tmp`;
  await removeFile(fs, temporary);
  // "x": whatever somebody may have put there meanwhile, a link for one, is not written through.
  const handle = await fs.open(temporary, "wx+", PRIVATE_MODE);
  try {
    const bytes = await writePieces(handle, pieces, 0);
    await handle.sync();
    await fs.rename(temporary, path);
    return { handle, bytes };
  } catch (reason) {
    await handle.close().catch(() => {});
    await removeFile(fs, temporary).catch(() => {});
    throw reason;
  }
}

/** Makes the names in the folder of a file survive a power cut. */
export async function syncFolder(fs: StoreFileSystem, path: string): Promise<void> {
  if (process.platform === "win32") return; // Windows opens no folders, and keeps names without being asked
  const handle = await fs.open(dirname(path), "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a file if it is there. */
export async function removeFile(fs: StoreFileSystem, path: string): Promise<void> {
  await fs.unlink(path).catch((reason: unknown) => {
    if (!hasCode(reason, "ENOENT")) throw reason;
  });
}
