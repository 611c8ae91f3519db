import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", file: "src/file.ts", "public-fetch": "src/public-fetch.ts", static: "src/static.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
});
