import type { gitlabProvider } from "@callboard/providers/gitlab";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { repositoryFilters, repositoryPaths } from "./repository-filters.ts";
import { type FieldsOf, sourceFields } from "./source-fields.ts";

/** Descriptors in the projects of GitLab groups. */
export const gitlabSource = z
  .strictObject({
    type: z.literal("gitlab"),
    groups: z.array(text).min(1).describe("Paths of groups, read with all their subgroups: acme, acme/platform."),
    token: secretText
      .exactOptional()
      .describe("A token with the scope read_api. It goes to the host of baseUrl alone."),
    baseUrl: text.exactOptional().describe("The address of a GitLab of your own; https://gitlab.com unless given."),
    paths: repositoryPaths,
    filters: repositoryFilters,
    branch: text.exactOptional().describe("The branch to read; each project's default branch unless given."),
    teams: z.boolean().exactOptional().describe("Make entities of groups and subgroups."),
    users: z.boolean().exactOptional().describe("Make entities of members."),
    webhookSecret: secretText
      .exactOptional()
      .describe("Comes with what GitLab tells callboard serve, at /webhooks/<source>. Needs schedule.watch."),
    ...sourceFields("gitlab", "the host"),
  } satisfies FieldsOf<typeof gitlabProvider>)
  .describe("Descriptors in the projects of GitLab groups.");
