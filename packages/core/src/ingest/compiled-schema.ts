import { z } from "zod";

/**
 * A schema that checks faster: zod turns it into one function. Where code may not be made at run time (a content
 * security policy, `z.config({ jitless: true })`), and for schemas that zod cannot turn, it is the schema itself.
 */
export function compiledSchema<Schema extends z.ZodType>(schema: Schema): Schema {
  return z.config().jitless ? schema : z.compile(schema);
}
