import { readFileSync } from "node:fs";

// Our own file: beside `src` in the clone, beside `dist` when installed.
const MANIFEST = new URL("../package.json", import.meta.url);

/** The version of this command. */
export function version(): string {
  const manifest: { readonly version: string } = JSON.parse(readFileSync(MANIFEST, "utf8"));
  return manifest.version;
}
