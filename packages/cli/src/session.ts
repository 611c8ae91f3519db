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

const DEMO_MARK = "Demo catalog: Acme is an invented company.";

export function newSession(io: Io, options: GlobalOptions): Session {
  const { format, demo } = options;
  return { io, options, output: outputTo(io, { format, ...(demo && { mark: DEMO_MARK }) }) };
}
