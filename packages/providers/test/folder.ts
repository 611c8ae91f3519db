import { mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with files in it, by relative path. */
export interface Folder {
  readonly path: string;
  write(file: string, content?: string | Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

/** A new folder; the caller removes it. */
export async function newFolder(...files: readonly string[]): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "callboard-files-"));
  const folder: Folder = {
    path,
    async write(file, content = descriptor(file)) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content);
    },
    remove: (name) => rm(join(path, name), { recursive: true }),
  };
  for (const file of files) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), descriptor(file));
  }
  return folder;
}

/** A new folder that is removed after the test. */
export async function testFolder(...files: readonly string[]): Promise<Folder> {
  const folder = await newFolder(...files);
  onTestFinished(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

function descriptor(file: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: test\n  description: ${JSON.stringify(file)}\n`;
}
