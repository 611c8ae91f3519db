import { readFile, rename, writeFile } from "node:fs/promises";
import { CatalogError } from "@callboard/core";
import type { LocationStore } from "@callboard/http";
import { z } from "zod";

const contents = z.array(z.strictObject({ id: z.string(), type: z.literal("url"), target: z.string() }));

/** Keeps registered locations in a JSON file, which is replaced as a whole. */
export function locationFile(path: string): LocationStore {
  return {
    async load() {
      const text = await readFile(path, "utf8").catch((reason: NodeJS.ErrnoException) => {
        if (reason.code === "ENOENT") return "[]";
        throw reason;
      });
      try {
        return contents.parse(JSON.parse(text));
      } catch (cause) {
        const message = `${path} is no list of registered locations. Mend it, or move it away to begin with none.`;
        throw new CatalogError("invalid-config", message, { cause });
      }
    },
    async save(locations) {
      const next = `${path}.next`;
      await writeFile(next, `${JSON.stringify(locations, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(next, path);
    },
  };
}
