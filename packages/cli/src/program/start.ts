import type { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";

/** Runs the code of one command under the options that stand before or behind its name. */
export type Start = (command: Command, act: (session: Session) => Promise<ExitCode>) => Promise<void>;
