import type { Io } from "./io.ts";
import { type Format, type Output, outputTo } from "./output/output.ts";

/** Options that every command takes, before or behind its name. */
export interface GlobalOptions {
  readonly catalog?: readonly string[];
  readonly demo?: boolean;
  readonly store?: string;
  readonly format: Format;
}

/** What a command works with. */
export interface Session {
  readonly io: Io;
  readonly options: GlobalOptions;
  readonly output: Output;
}

/** What stands beside everything that comes from the demo catalog. */
export const DEMO_MARK = "Demo catalog: Acme is an invented company.";

export function newSession(io: Io, options: GlobalOptions): Session {
  const output = outputTo(io, options.format);
  if (options.demo) output.mark(DEMO_MARK);
  return { io, options, output };
}
