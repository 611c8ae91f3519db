import type { Readable, Writable } from "node:stream";

/** Everything the command touches outside itself, so that a test can run it in its own process. */
export interface Io {
  /** The arguments after the name of the command. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Which of the streams a person looks at. */
  readonly isTty: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** How wide the terminal on stdout is now; nothing where there is none. */
  columns?(): number | undefined;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Milliseconds since 1970. */
  now(): number;
}
