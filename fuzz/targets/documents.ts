import { isDeepStrictEqual } from "node:util";
import { readDocuments } from "@callboard/core";
import { descriptorText } from "../descriptor-text.ts";
import { fuzzTarget } from "../fuzz-target.ts";

/** The document reader: never throws, and what it reads is plain JSON data. */
export const documents = fuzzTarget({
  name: "documents",
  inputs: descriptorText,
  run(text) {
    for (const { value, problems } of readDocuments(text)) {
      if (value === undefined && problems.length === 0) throw new Error("A document is lost without a problem.");
      if (value !== undefined && !isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)) {
        throw new Error("What was read is not plain JSON data.");
      }
      for (const { line, column, message } of problems) {
        if (line === null || column === null || message === "")
          throw new Error("A problem has no place or no message.");
      }
    }
  },
});
