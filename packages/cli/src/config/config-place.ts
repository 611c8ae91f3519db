/** A place in a file of a configuration; both numbers count from 1. */
export interface ConfigPlace {
  /** The way to it from the folder that the configuration was looked for in. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
