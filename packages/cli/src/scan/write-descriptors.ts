import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DescriptorFile } from "@callboard/providers/scan";

/** What became of one descriptor. */
export interface WrittenFile {
  readonly path: string;
  /** `"exists"` for one that came to be since the folder was read; it is left as it is. */
  readonly outcome: "written" | "exists";
}

/**
 * Writes descriptors below a folder, never over a file that is there.
 *
 * @throws {Error} what the file system says where one cannot be written; those before it are
 */
export async function writeDescriptors(
  folder: string,
  files: readonly DescriptorFile[],
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { path, content } of files) {
    written.push({ path, outcome: await writeNew(join(folder, ...path.split("/")), content) });
  }
  return written;
}

async function writeNew(file: string, content: string): Promise<WrittenFile["outcome"]> {
  try {
    await writeFile(file, content, { flag: "wx" });
    return "written";
  } catch (reason) {
    if (reason instanceof Error && "code" in reason && reason.code === "EEXIST") return "exists";
    throw reason;
  }
}
