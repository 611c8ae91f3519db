import { z } from "zod";
import { botSection } from "./sections/bot.ts";
import { environmentsSection } from "./sections/environments.ts";
import { factsSection } from "./sections/facts.ts";
import { guardSection } from "./sections/guard.ts";
import { limitsSection } from "./sections/limits.ts";
import { lintSection } from "./sections/lint.ts";
import { rulesSection } from "./sections/rules.ts";
import { scheduleSection } from "./sections/schedule.ts";
import { serveSection } from "./sections/serve.ts";
import { sourcesSection } from "./sections/sources.ts";
import { templatesSection } from "./sections/templates.ts";
import { text } from "./sections/text.ts";

/** All that `callboard.yaml` may say. Fields that `openCatalog` has too are called as there and mean the same. */
export const configSchema = z.strictObject({
  sources: sourcesSection,
  store: text.exactOptional().describe("A file that keeps the catalog from one run to the next."),
  kinds: z.array(text).default([]).describe("YAML files that declare kinds, besides the built-in ones."),
  unknownKinds: z
    .enum(["reject", "keep"])
    .default("reject")
    .describe("What becomes of a document whose kind is not known: a problem, or an entity as it is."),
  allowedHosts: z
    .array(text)
    .default([])
    .describe("Hosts whose files a descriptor may name: files.example.com, *.example.com, files.example.com:8443."),
  rules: rulesSection,
  limits: limitsSection,
  guard: guardSection,
  schedule: scheduleSection,
  lint: lintSection,
  environments: environmentsSection,
  facts: factsSection,
  bot: botSection,
  serve: serveSection,
  templates: templatesSection,
});

/** A configuration with its defaults. */
export type Config = z.infer<typeof configSchema>;
