import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", mcp: "src/mcp.ts", node: "src/node.ts", pages: "src/pages.ts" },
  format: "esm",
  platform: "neutral",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
});
