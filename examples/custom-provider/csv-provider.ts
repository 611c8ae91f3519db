import { readFile } from "node:fs/promises";
import type { EntityProvider } from "@callboard/core";

/** Reads services from a spreadsheet export with the columns name and owner. */
export function csvProvider(path: string): EntityProvider {
  return {
    name: "csv:services",
    async *provide({ signal }) {
      const [, ...rows] = (await readFile(path, "utf8")).trim().split("\n");
      for (const [index, row] of rows.entries()) {
        signal.throwIfAborted();
        const [name, owner] = row.split(",").map((cell) => cell.trim());
        const spec = { type: "service", lifecycle: "production", owner };
        const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name }, spec };
        yield { location: `csv:services#${index + 2}`, entity };
      }
    },
  };
}
