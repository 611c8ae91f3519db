import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "tsup";

const nunjitsu = join(createRequire(import.meta.url).resolve("nunjitsu"), "../..");
const licence = readFileSync(join(nunjitsu, "LICENSE"), "utf8");

export default defineConfig({
  entry: { index: "src/index.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
  // The language of expressions, at exactly one version: bundled, so that an installation can have no other.
  noExternal: ["nunjitsu"],
  banner: { js: `/*! Contains nunjitsu:\n${licence}*/` },
});
