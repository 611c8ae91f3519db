import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files, gone after the test. */
export async function catalogFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** A component's descriptor. */
export function component(name: string, spec: Readonly<Record<string, unknown>> = {}, metadata = {}): string {
  return descriptor("Component", name, { type: "service", lifecycle: "production", owner: "shop", ...spec }, metadata);
}

/** A group's descriptor. */
export function group(name: string, metadata = {}): string {
  return descriptor("Group", name, { type: "team", children: [] }, metadata);
}

function descriptor(kind: string, name: string, spec: object, metadata: object): string {
  return `${JSON.stringify({ apiVersion: "backstage.io/v1alpha1", kind, metadata: { name, ...metadata }, spec })}\n---\n`;
}
