import { createInterface } from "node:readline";
import type { Io } from "./io.ts";

/** The lines of the input, however they end. */
export function inputLines({ stdin }: Io): AsyncIterable<string> {
  return createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
