import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    graphology: "src/graph/graphology.ts",
    kinds: "src/kinds/index.ts",
    testing: "src/testing/index.ts",
  },
  format: "esm",
  platform: "neutral",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
  // Two hash functions out of a package of dozens: bundled, so that an embedder installs one package fewer.
  noExternal: ["@noble/hashes"],
});
