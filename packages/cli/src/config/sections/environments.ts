import { z } from "zod";
import { text } from "./text.ts";

/** Which environments there are. */
export const environmentsSection = z
  .strictObject({
    known: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe("The environments there are. Another name in a descriptor is a finding; unless given, none is."),
    default: text.exactOptional().describe("Meant when a blast radius is asked for without an environment."),
  })
  .prefault({})
  .describe("Which environments entities run in.");
