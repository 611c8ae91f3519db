import { folderWorkspace, type PlannedFile } from "@callboard/scaffolder";

/** A file of a plan beside what a folder has in its place. */
export interface ComparedFile extends PlannedFile {
  readonly change: "new" | "changed" | "same";
  /** The text that is there; null for none, and for what is no text. */
  readonly before: string | null;
}

/** How much is in the folder already is no matter of the template. */
const ANY_SIZE = { maxFiles: 10_000_000, maxBytes: Number.MAX_SAFE_INTEGER };

/** The files of a plan compared with those of a folder. Nothing outside of it is read. */
export async function comparedFiles(files: readonly PlannedFile[], folder: string): Promise<readonly ComparedFile[]> {
  const workspace = await folderWorkspace(folder, ANY_SIZE);
  const there = new Map((await workspace.list()).map((file) => [file.path, file]));
  const compared: ComparedFile[] = [];
  for (const file of files) {
    const old = there.get(file.path);
    const before = old?.type === "file" ? new TextDecoder().decode(await workspace.read(file.path)) : null;
    const isSame =
      old !== undefined &&
      old.linkTo === file.linkTo &&
      old.isExecutable === file.isExecutable &&
      (file.text === null ? old.size === file.size : before === file.text);
    compared.push({ ...file, change: !old ? "new" : isSame ? "same" : "changed", before });
  }
  return compared;
}
