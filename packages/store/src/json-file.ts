import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CatalogError } from "@callboard/core";
import { replaceFile, syncFolder } from "./replace-file.ts";
import { storeFailed } from "./store-failed.ts";
import { hasCode, nodeFileSystem, type StoreFileSystem } from "./store-file-system.ts";

export interface JsonFileOptions {
  readonly path: string;
  /** The file system it writes through; that of Node unless given. */
  readonly fileSystem?: StoreFileSystem;
}

/** A small JSON value in a file that only its user may read. */
export interface JsonFile {
  /**
   * The value; undefined when there is no file.
   *
   * @throws {CatalogError} `store-failed`
   */
  load(): Promise<unknown>;
  /**
   * Replaces the value. The file is there whole or, when this throws, as it was before.
   *
   * @throws {CatalogError} `store-failed`
   */
  save(value: unknown): Promise<void>;
}

/**
 * Keeps one JSON value in a file: the memory of conversations, for one. One process at a time may write it, and calls of
 * `save` must wait for one another.
 */
export function jsonFile({ path, fileSystem = nodeFileSystem }: JsonFileOptions): JsonFile {
  const file = resolve(path);
  return {
    async load() {
      let text: string;
      try {
        text = await readFile(file, "utf8");
      } catch (reason) {
        if (hasCode(reason, "ENOENT")) return undefined;
        throw storeFailed(file, "read", reason);
      }
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new CatalogError("store-failed", `${file} is not JSON, so it was not written here. Name another file.`, {
          cause,
        });
      }
    },
    async save(value) {
      try {
        const { handle } = await replaceFile(fileSystem, file, [new TextEncoder().encode(JSON.stringify(value))]);
        await handle.close();
        await syncFolder(fileSystem, file);
      } catch (reason) {
        throw storeFailed(file, "written", reason);
      }
    },
  };
}
