import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    backstage: "src/backstage.ts",
    "backstage-provider": "src/backstage-provider.ts",
    file: "src/file.ts",
    git: "src/git.ts",
    github: "src/github.ts",
    gitlab: "src/gitlab.ts",
    http: "src/http.ts",
    "public-fetch": "src/public-fetch.ts",
    s3: "src/s3.ts",
    scan: "src/scan.ts",
    static: "src/static.ts",
  },
  format: "esm",
  platform: "node",
  target: "node20",
  dts: true,
  sourcemap: true,
  clean: true,
  tsconfig: "../../tsconfig.json",
});
