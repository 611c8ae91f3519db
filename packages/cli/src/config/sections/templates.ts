import type { HttpActionsOptions, RepositoryHost, TasksOptions } from "@callboard/scaffolder";
import { z } from "zod";
import { secretText, text } from "./text.ts";

const address = z.url({ protocol: /^https?$/ });

const host = z.strictObject({
  host: text.describe("Its name, with a port where it has one: github.acme.example."),
  type: z
    .enum(["github", "gitlab", "azure", "bitbucketCloud", "gitea", "gerrit"])
    .describe("What runs there; templates read and publish at github and gitlab."),
  apiBaseUrl: address.exactOptional().describe("Where its REST interface is; that of its type unless given."),
  token: secretText.exactOptional().describe("What templates publish and read with. It goes to this host alone."),
}) satisfies z.ZodType<RepositoryHost>;

const backstage = z.strictObject({
  baseUrl: address.describe("Its APIs: https://backstage.acme.example/api."),
  token: secretText.exactOptional().describe("Sent with every call, unless the call has credentials of its own."),
}) satisfies z.ZodType<HttpActionsOptions["backstage"]>;

const environment = z
  .strictObject({
    parameters: z.record(text, z.json()).exactOptional().describe("Seen as environment.parameters.<name>."),
    secrets: z
      .record(text, secretText)
      .exactOptional()
      .describe("Seen as environment.secrets.<name>, in inputs alone."),
  })
  .exactOptional() satisfies z.ZodType<TasksOptions["environment"]>;

/** What templates may reach, and where their tasks are kept. */
export const templatesSection = z
  .strictObject({
    hosts: z
      .array(host)
      .default([])
      .describe("Hosts of repositories, with their tokens; github.com, gitlab.com and others are there without one."),
    allowedHosts: z
      .array(text)
      .default([])
      .describe("Other hosts that http:request may call and files may be fetched from: hooks.acme.example."),
    backstage: backstage.exactOptional().describe("What http:backstage:request calls."),
    environment: environment.describe("What every template gets as environment."),
    folder: text
      .exactOptional()
      .describe("Where tasks survive a crash; a folder of the user, ~/.local/state/callboard/tasks, unless given."),
    timeoutMs: z
      .int()
      .min(1000)
      .default(60 * 60 * 1000)
      .describe("The longest that one task may take."),
  })
  .prefault({})
  .describe("Software templates: what they may reach, and where their tasks are kept.");
