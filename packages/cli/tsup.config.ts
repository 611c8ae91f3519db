import { cp } from "node:fs/promises";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: { main: "src/main.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: false,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
  // The demo catalog goes with the command.
  onSuccess: () => cp("../../examples/acme", "dist/acme", { recursive: true }),
});
