import type { YAMLError } from "yaml";
import { visible } from "../model/quoted.ts";
import type { ReadProblem } from "../provider/entity-provider.ts";
import type { LineIndex } from "./line-index.ts";

/** What to do about an error of the `yaml` package; what went wrong says the package itself. */
const REMEDIES: Partial<Record<YAMLError["code"], string>> = {
  BAD_DIRECTIVE: "Remove the line, or write %YAML 1.2.",
  BAD_DQ_ESCAPE: "Double the backslash, or use single quotes.",
  BAD_INDENT: "Line up the keys of one mapping, and indent what belongs to a key deeper than the key.",
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: 'Put the value in quotes if it contains ": ", or start the mapping on the next line.',
  BLOCK_IN_FLOW: "Write [ ] and { } on one line, or use the form with indentation.",
  KEY_OVER_1024_CHARS: "Shorten the key, or put the text in quotes.",
  MULTILINE_IMPLICIT_KEY: 'Look for a missing ":" or a missing quote above.',
  TAB_AS_INDENT: "Indent with spaces.",
};
const LOOK_AROUND = "Look for a missing colon, quote, bracket or space here or in the line above.";

/** An error or warning of the `yaml` package as a problem. */
export function yamlProblem(error: YAMLError, lines: LineIndex): ReadProblem {
  const [line, column] = lines(error.pos[0]);
  const place = { line, column, path: null };
  const what = printable(error.message);
  if (error.name === "YAMLParseError") {
    const message = `This is not valid YAML: ${what} ${REMEDIES[error.code] ?? LOOK_AROUND}`;
    return { severity: "error", rule: "yaml/syntax", message, ...place };
  }
  if (error.code === "TAG_RESOLVE_FAILED") {
    const message = `${what} Tags have no meaning here: the value is read as it is written. Remove the tag.`;
    return { severity: "warning", rule: "yaml/unknown-tag", message, ...place };
  }
  return { severity: "warning", rule: "yaml/unusual", message: `${what} It is read all the same.`, ...place };
}

/** A message of the package as one sentence; it may hold a piece of the file. */
function printable(message: string): string {
  const text = visible(message);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
