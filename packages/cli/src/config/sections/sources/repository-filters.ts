import type { GitlabProviderOptions } from "@callboard/providers/gitlab";
import { z } from "zod";
import { text } from "../text.ts";

const eitherWay = z
  .strictObject({
    include: z.array(text).min(1).exactOptional().describe("One of these has to be there."),
    exclude: z.array(text).exactOptional().describe("None of these may be there."),
  })
  .exactOptional();

/** Which repositories of a host are read. */
export const repositoryFilters = (
  z.strictObject({
    topics: eitherWay.describe("Topics: one of include, and none of exclude."),
    visibility: z
      .array(z.enum(["public", "private", "internal"]))
      .min(1)
      .exactOptional()
      .describe("public, private, internal; all unless given."),
    archived: z.boolean().exactOptional().describe("Read archived ones too."),
    forks: z.boolean().exactOptional().describe("Read forks too."),
    names: eitherWay.describe("Patterns of names, such as svc-*: one of include, and none of exclude."),
  }) satisfies z.ZodType<NonNullable<GitlabProviderOptions["filters"]>>
)
  .exactOptional()
  .describe("Which repositories to read; each condition has to hold.");

/** Where descriptors lie in a repository. */
export const repositoryPaths = z
  .array(text)
  .min(1)
  .exactOptional()
  .describe(
    "Paths in each repository, and patterns such as services/*/catalog-info.yaml; catalog-info.yaml unless given.",
  );
