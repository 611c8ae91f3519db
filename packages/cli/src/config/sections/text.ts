import { z } from "zod";

/** Text that says something. */
export const text = z.string().min(1);

/**
 * Text that nobody may see, such as a token: it is shown as `***` wherever it would appear, and its field is
 * `writeOnly` in the JSON Schema. A section that uses it has nothing else to do.
 */
export const secretText = text.meta({ writeOnly: true });
