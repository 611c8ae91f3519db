import { rm } from "node:fs/promises";
import { onTestFinished } from "vitest";
import { type ScanResult, scanFolder } from "../../src/scan.ts";
import { type Folder, newFolder } from "../folder.ts";
import { edgeText } from "./score.ts";

/** A checkout with these files, by their paths; it is removed after the test. */
export async function checkoutOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Folder> {
  const folder = await newFolder();
  onTestFinished(() => rm(folder.path, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) await folder.write(path, content);
  return folder;
}

/** What a checkout with these files shows. */
export async function scanOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<ScanResult> {
  const { path } = await checkoutOf(files);
  return scanFolder({ root: path });
}

/** The edges of a result, as `component:web dependsOn component:api`. */
export function edgesOf(result: ScanResult): readonly string[] {
  return result.edges.map(edgeText).sort();
}

/** The refs of a result without those of owners and without the default namespace. */
export function refsOf(result: ScanResult): readonly string[] {
  return result.entities
    .filter(({ entity }) => !["Group", "User"].includes(entity.kind))
    .map(({ ref }) => ref.replace(":default/", ":"))
    .sort();
}
