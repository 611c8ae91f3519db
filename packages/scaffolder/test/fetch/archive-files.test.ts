import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { archiveFiles } from "../../src/fetch/archive-files.ts";
import { tarOf, tarWith } from "./tar-of.ts";

const NAME = "acme/shop";

describe("archiveFiles", () => {
  it("gives the files below a folder, in order, with modes and links", async () => {
    const bytes = await tarOf([
      { name: "top/", type: "directory" },
      { name: "top/b.txt", body: "b" },
      { name: "top/s/run.sh", body: "#!", mode: 0o755 },
      { name: "top/s/link", type: "symlink", linkname: "run.sh" },
      { name: "top/s/deep/", type: "directory" },
      { name: "top/s2/no.txt", body: "no" },
      { name: `top/s/${"long/".repeat(40)}x.txt`, body: "long" },
    ]);
    const files = await archiveFiles(bytes, { name: NAME, strip: 1, below: "s" });
    expect(files).toMatchObject([
      { path: "deep", type: "folder" },
      { path: "link", type: "link", linkTo: "run.sh" },
      { path: `${"long/".repeat(40)}x.txt`, type: "file", isExecutable: false },
      { path: "run.sh", type: "file", isExecutable: true, linkTo: null },
    ]);
    expect(new TextDecoder().decode(await files[3]?.content())).toBe("#!");
  });

  it("says when the folder is not in it, or it is no archive", async () => {
    const bytes = await tarOf([{ name: "top/a", body: "a" }]);
    await expect(archiveFiles(bytes, { name: NAME, strip: 1, below: "gone" })).rejects.toMatchObject({
      code: "not-found",
    });
    for (const broken of [new Uint8Array([1, 2, 3]), gzipSync("no tar at all".repeat(100)), bytes.slice(0, 60)]) {
      await expect(archiveFiles(broken, { name: NAME })).rejects.toMatchObject({
        code: "unreachable",
        message: expect.stringContaining(NAME),
      });
    }
  });

  it.each(["../x", "a/../../x", "/etc/passwd", "~/x", "..\\x", "C:/x"])(
    "S21: refuses an entry named %j",
    async (name) => {
      const bytes = await tarOf([
        { name: "a.txt", body: "a" },
        { name, body: "x" },
      ]);
      await expect(archiveFiles(bytes, { name: NAME })).rejects.toMatchObject({ code: "not-allowed" });
    },
  );

  it.each(["link", "character-device", "block-device", "fifo"] as const)("S21: refuses a %s", async (type) => {
    const bytes = await tarOf([
      { name: "a", body: "a" },
      { name: "b", type, linkname: "/etc/passwd" },
    ]);
    await expect(archiveFiles(bytes, { name: NAME })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it.each<[string, Parameters<typeof tarOf>[0]]>([
    [
      "a file through a link",
      [
        { name: "a", type: "symlink", linkname: "/etc" },
        { name: "a/passwd", body: "x" },
      ],
    ],
    [
      "a link in place of a folder",
      [
        { name: "a/b", body: "x" },
        { name: "a", type: "symlink", linkname: "/etc" },
      ],
    ],
    [
      "a file in place of a link",
      [
        { name: "a", type: "symlink", linkname: "/etc/x" },
        { name: "a", body: "x" },
      ],
    ],
    [
      "a folder with the name of a link in another Unicode form",
      [
        { name: "caf\u00e9", type: "symlink", linkname: "/etc" },
        { name: "cafe\u0301/passwd", body: "x" },
      ],
    ],
    [
      "a folder with the name of a link in other case",
      [
        { name: "Docs", type: "symlink", linkname: "/etc" },
        { name: "docs/passwd", body: "x" },
      ],
    ],
  ])("S21: refuses %s", async (_, entries) => {
    await expect(archiveFiles(await tarOf(entries), { name: NAME })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("S21: refuses a NUL in a name", async () => {
    const bytes = await tarOf([{ name: "a", body: "x", pax: { path: "a\0/../../x" } }]);
    await expect(archiveFiles(bytes, { name: NAME })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("S21: refuses a negative size", async () => {
    const negative = await tarWith([{ name: "a", body: "x" }], (header) => header.fill(255, 124, 136));
    await expect(archiveFiles(negative, { name: NAME })).rejects.toMatchObject({ code: "unreachable" });
    const written = await tarWith([{ name: "a", body: "x" }], (header) =>
      header.set(Buffer.from("-0000000001\0"), 124),
    );
    await expect(archiveFiles(written, { name: NAME })).rejects.toMatchObject({ code: "unreachable" });
  });

  it("S21: refuses a header whose checksum is not right", async () => {
    const packed = await tarOf([{ name: "a", body: "x" }]);
    const plain = gunzipSync(packed);
    plain[0] = 98;
    await expect(archiveFiles(gzipSync(plain), { name: NAME })).rejects.toMatchObject({ code: "unreachable" });
  });

  it("S21: gives up a bomb early", async () => {
    const bomb = await tarOf([{ name: "zeros", body: new Uint8Array(64 * 2 ** 20) }]);
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    await expect(archiveFiles(bomb, { name: NAME })).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("100 times"),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 2 ** 20);
  });

  it("S21: gives up past 100 MiB, whatever the ratio", async () => {
    const entries = Array.from({ length: 101 }, (_, index) => ({ name: `f${index}`, body: new Uint8Array(2 ** 20) }));
    await expect(archiveFiles(await tarOf(entries, 0), { name: NAME })).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("100 MiB"),
    });
  });

  it("S21: gives up past 10,000 entries, also of a million", async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}` }));
    const packed = await tarOf(entries, 0);
    await expect(archiveFiles(packed, { name: NAME })).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("10000 entries"),
    });
    const part = gzipSync(gunzipSync(packed).subarray(0, 10_000 * 512), { level: 1 });
    const million = Buffer.concat(Array.from({ length: 100 }, () => part));
    await expect(archiveFiles(million, { name: NAME })).rejects.toMatchObject({ code: "limit-exceeded" });
  });
});
