import type { GithubProviderOptions } from "@callboard/providers/github";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { repositoryFilters, repositoryPaths } from "./repository-filters.ts";
import { type FieldsOf, sourceFields } from "./source-fields.ts";

const organization = z.union([
  text,
  z.strictObject({
    name: text.describe("Its login, for example acme."),
    namespace: text.exactOptional().describe("The namespace of descriptors that name none, and of its teams."),
  }),
]);

const auth = z.union([
  z.strictObject({ token: secretText.describe("A token that can read the repositories.") }),
  z.strictObject({
    appId: z.union([z.int(), text]).describe("The id of a GitHub App."),
    privateKey: secretText.describe("Its private key in PEM."),
  }),
]);

/** Descriptors in the repositories of GitHub organisations. */
export const githubSource = z
  .strictObject({
    type: z.literal("github"),
    organizations: z.array(organization).min(1).describe("Organisations to read, by name."),
    auth: auth.describe("A token or an App. It goes to the host of baseUrl alone."),
    baseUrl: text
      .exactOptional()
      .describe("The address of the REST API of GitHub Enterprise, such as https://ghe.example.com/api/v3."),
    paths: repositoryPaths,
    filters: repositoryFilters,
    teams: z.boolean().exactOptional().describe("Make groups of teams."),
    users: z.boolean().exactOptional().describe("Make users of members."),
    codeowners: z
      .boolean()
      .exactOptional()
      .describe("Let CODEOWNERS say who owns what has no owner; true unless given."),
    webhookSecret: secretText
      .exactOptional()
      .describe("Signs the events that GitHub sends to callboard serve, at /webhooks/<source>. Needs schedule.watch."),
    ...sourceFields("github", "the host"),
  } satisfies FieldsOf<(options: GithubProviderOptions) => unknown, "fetch">)
  .describe("Descriptors in the repositories of GitHub organisations.");
