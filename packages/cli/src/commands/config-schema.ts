import { editorSchema } from "../config/editor-schema.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { textLines } from "../output/line.ts";
import type { Session } from "../session.ts";

/** `callboard config schema`: always JSON, whatever the format. */
export function printConfigSchema({ output }: Session): ExitCode {
  const schema = editorSchema();
  output.data(schema, () => textLines(JSON.stringify(schema, null, 2)));
  return EXIT.ok;
}
