import { resolve } from "node:path";
import type { ReadConfig } from "./config/read-config.ts";
import type { Io } from "./io.ts";
import { type CatalogOptions, type CommandLine, commandLineFor } from "./output/command-line.ts";
import { type Format, type Output, outputTo } from "./output/output.ts";
import { isPictureFormat, type PictureFormat } from "./output/picture-format.ts";

/** Options that every command takes, before or behind its name. */
export interface GlobalOptions extends CatalogOptions {
  readonly format: Format | PictureFormat;
}

/** What a command works with. */
export interface Session {
  readonly io: Io;
  readonly options: GlobalOptions;
  readonly output: Output;
  /** The configuration in force; undefined without one. */
  readonly config: ReadConfig | undefined;
  /** The folder that names and locations of sources start from. */
  readonly base: string;
  /** Writes a hint that works with the same catalog. */
  readonly commandLine: CommandLine;
}

/** What stands beside everything that comes from the demo catalog. */
export const DEMO_MARK = "Demo catalog: Acme is an invented company.";

/** What a command works with under options, and under a configuration where one is in force. */
export function newSession(io: Io, options: GlobalOptions, config?: ReadConfig): Session {
  const output = outputTo(io, isPictureFormat(options.format) ? "text" : options.format);
  if (options.demo) output.mark(DEMO_MARK);
  const session = { io, options, output, config, base: io.cwd, commandLine: commandLineFor(options) };
  if (config === undefined || options.catalog !== undefined) return session;
  // What a store remembers belongs to the sources it was made from, so it is the configuration's for its own only.
  const {
    folder,
    config: { store },
  } = config;
  const stored = options.store === undefined && store !== undefined ? { store: resolve(folder, store) } : {};
  return { ...session, options: { ...options, ...stored }, base: folder };
}
