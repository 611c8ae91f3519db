import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRecordFile } from "../src/index.ts";
import { nodeFileSystem, type StoreFileHandle, type StoreFileSystem } from "../src/store-file-system.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("openRecordFile", () => {
  it("gives back what was appended and rewritten, in order", async () => {
    const path = join(await temporaryFolder(), "below", "records.jsonl");
    const first = await openRecordFile(path);
    await Promise.all([first.append({ a: 1 }), first.append("two"), first.append(null)]);
    await first.rewrite(["kept"]);
    await first.append(["after"]);
    expect(first.size).toBe(2);
    await first.close();
    const second = await openRecordFile(path);
    expect(second.found).toEqual(["kept", ["after"]]);
    await second.close();
  });

  it("syncs records together that come at the same time", async () => {
    let syncs = 0;
    const fs = watched({
      sync: () => {
        syncs += 1;
      },
    });
    const file = await openRecordFile(join(await temporaryFolder(), "records.jsonl"), { fs });
    syncs = 0;
    await Promise.all(Array.from({ length: 100 }, (_, index) => file.append(index)));
    expect(syncs).toBeLessThan(5);
    await file.close();
  });

  it("R02: keeps what was acknowledged when the disk refuses, and takes the next record", async () => {
    const path = join(await temporaryFolder(), "records.jsonl");
    let isFull = false;
    const fs = watched({
      write: () => {
        if (isFull) throw Object.assign(new Error("injected"), { code: "ENOSPC" });
      },
    });
    const file = await openRecordFile(path, { fs });
    await file.append("one");
    isFull = true;
    await expect(file.append("two")).rejects.toMatchObject({ code: "store-failed" });
    await expect(file.rewrite(["none"])).rejects.toMatchObject({ code: "store-failed" });
    isFull = false;
    await file.append("three");
    await file.close();
    expect(await readFile(path, "utf8")).toBe('"one"\n"three"\n');
  });
});

/** The file system of Node, with a look at some calls. */
function watched(calls: { readonly sync?: () => void; readonly write?: () => void }): StoreFileSystem {
  return {
    ...nodeFileSystem,
    async open(path, flags, mode) {
      const handle: StoreFileHandle = await nodeFileSystem.open(path, flags, mode);
      if (path.endsWith(".lock")) return handle;
      return {
        read: (...given) => handle.read(...given),
        write: async (...given) => {
          calls.write?.();
          return handle.write(...given);
        },
        truncate: (length) => handle.truncate(length),
        sync: async () => {
          calls.sync?.();
          await handle.sync();
        },
        stat: () => handle.stat(),
        chmod: (mode) => handle.chmod(mode),
        utimes: (...given) => handle.utimes(...given),
        close: () => handle.close(),
      };
    },
  };
}
