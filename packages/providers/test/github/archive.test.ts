import { gzipSync } from "node:zlib";
import { packTar, type TarEntry } from "modern-tar";
import { describe, expect, it } from "vitest";
import { archiveLimits, readArchive } from "../../src/github/archive.ts";

const file = (name: string, body: string): TarEntry => ({ header: { name, size: Buffer.byteLength(body) }, body });

const streamOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();
const packed = async (entries: readonly TarEntry[]) => streamOf(gzipSync(await packTar(entries)));
const names = (found: ReadonlyMap<string, Uint8Array>) =>
  [...found].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);

describe("readArchive", () => {
  it("gives the files that are asked for, below the folder of the archive", async () => {
    const archive = await packed([
      file("acme-shop-1/a.yaml", "a"),
      file("acme-shop-1/b/c.yaml", "c"),
      file("acme-shop-1/d", "d"),
    ]);
    expect(names(await readArchive(archive, new Set(["a.yaml", "b/c.yaml", "none"])))).toEqual([
      ["a.yaml", "a"],
      ["b/c.yaml", "c"],
    ]);
  });

  it("S21: takes nothing from links, devices and names that lead elsewhere", async () => {
    const link = (type: "symlink" | "link" | "fifo" | "character-device", name: string): TarEntry => ({
      header: { name, size: 0, type, linkname: "/etc/passwd" },
    });
    const archive = await packed([
      link("symlink", "x/a.yaml"),
      link("link", "x/b.yaml"),
      link("fifo", "x/c.yaml"),
      link("character-device", "x/d.yaml"),
      file("x/../e.yaml", "zip slip"),
      file("/etc/passwd", "absolute"),
      file("x/a.yaml", "after the link"),
      file("x/a.yaml", "twice"),
    ]);
    const wanted = new Set(["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]);
    expect(names(await readArchive(archive, wanted))).toEqual([["a.yaml", "after the link"]]);
  });

  it.each([
    ["entries", { maxEntries: 10 }, () => Array.from({ length: 11 }, (_, at) => file(`x/${at}`, ""))],
    ["bytes", { maxBytes: 2 ** 20 }, () => [file("x/a", "a".repeat(2 ** 20))]],
    ["a ratio", {}, () => [file("x/a", "a".repeat(5 * 2 ** 20))]],
  ])("S21: gives up an archive with too many %s", async (_, limits, entries) => {
    const reading = readArchive(await packed(entries()), new Set(["a"]), { ...archiveLimits, ...limits });
    await expect(reading).rejects.toMatchObject({ code: "limit-exceeded" });
  });

  it("leaves out a file over 1 MiB", async () => {
    const body = Array.from({ length: 120_000 }, (_, at) => `${at * 7_919}`).join("");
    const archive = await packed([file("x/large", body.padEnd(2 ** 20 + 1, "#")), file("x/small", "s")]);
    expect(names(await readArchive(archive, new Set(["large", "small"])))).toEqual([["small", "s"]]);
  });

  it.each([
    ["no gzip", () => Buffer.from("plain text")],
    ["no tar", () => gzipSync("x".repeat(2_000))],
    ["cut short", () => gzipSync(Buffer.alloc(700, "x")).subarray(0, 20)],
  ])("S21: says that an archive is broken: %s", async (_, bytes) => {
    await expect(readArchive(streamOf(bytes()), new Set(["a"]))).rejects.toMatchObject({ code: "source-unreachable" });
  });

  it("S21: says that an archive is broken whose sizes are negative", async () => {
    const tar = await packTar([file("x/a", "a")]);
    tar.set(new TextEncoder().encode("-0000000001\0"), 124);
    await expect(readArchive(streamOf(gzipSync(tar)), new Set(["a"]))).rejects.toMatchObject({
      code: "source-unreachable",
    });
  });
});
