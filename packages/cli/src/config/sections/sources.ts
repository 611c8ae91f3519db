import { z } from "zod";
import { backstageSource } from "./sources/backstage.ts";
import { fileSource } from "./sources/file.ts";
import { gitSource } from "./sources/git.ts";
import { githubSource } from "./sources/github.ts";
import { gitlabSource } from "./sources/gitlab.ts";
import { httpSource } from "./sources/http.ts";
import { s3Source } from "./sources/s3.ts";
import { scanSource } from "./sources/scan.ts";

/** One source. A new type is a schema of its own with one line here, and one in `catalog/sources/service-source.ts`. */
const source = z.discriminatedUnion("type", [
  fileSource,
  githubSource,
  gitlabSource,
  gitSource,
  httpSource,
  s3Source,
  backstageSource,
  scanSource,
]);

/** Where the catalog is read from. */
export const sourcesSection = z
  .array(source)
  .default([])
  .describe("Where the catalog is read from. Where two sources describe one entity, the earlier one is in force.");
