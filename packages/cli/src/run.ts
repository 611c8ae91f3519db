import { hiddenTexts } from "@callboard/core";
import { CommanderError } from "commander";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { commandLineFor } from "./output/command-line.ts";
import { maskedStream } from "./output/masked-stream.ts";
import { printable } from "./output/printable.ts";
import { program } from "./program.ts";
import type { GlobalOptions } from "./session.ts";

/** Runs one command line. Everything that goes wrong becomes a message on stderr and a code; nothing is thrown. */
export async function run(outside: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const hidden = hiddenTexts();
  const io: Io = {
    ...outside,
    stdout: maskedStream(outside.stdout, hidden.mask),
    stderr: maskedStream(outside.stderr, hidden.mask),
  };
  const ended = (by: ExitCode) => {
    code = by;
  };
  const parser = program(io, ended, (secrets) => hidden.add([...secrets, ...secrets.map(printable)]));
  try {
    await parser.parseAsync(io.argv, { from: "user" });
    return code;
  } catch (reason) {
    // The parser has already said what is wrong; asking for help is not a failure.
    if (reason instanceof CommanderError) return reason.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { reportError } = await import("./output/report-error.ts");
    return reportError(reason, io, commandLineFor(parser.opts<GlobalOptions>()));
  }
}
