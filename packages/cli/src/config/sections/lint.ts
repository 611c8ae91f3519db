import { z } from "zod";
import { text } from "./text.ts";

/** How much the findings of rules weigh. */
export const lintSection = z
  .strictObject({
    rules: z
      .record(text, z.enum(["error", "warning", "info", "off"]))
      .default({})
      .describe("By the id of a rule; one that is not named keeps its own severity."),
    baseline: text
      .exactOptional()
      .describe("A file of known problems, which validate only counts; relative to the file that says so."),
  })
  .prefault({})
  .describe("Which rules look over the whole catalog, and how much their findings weigh.");
