import { chmod, mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderFiles, type TemplateFile, type TemplateFiles } from "../../src/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (text.startsWith("-> ")) await symlink(text.slice(3), join(folder, path));
    else await writeFile(join(folder, path), text);
  }
  return folder;
}

async function treeOf(files: TemplateFiles, url: string): Promise<readonly TemplateFile[]> {
  const found: TemplateFile[] = [];
  for await (const file of files.tree(url)) found.push(file);
  return found;
}

const text = async (file: TemplateFile | undefined) => new TextDecoder().decode(await file?.content());

describe("folderFiles", () => {
  it("gives files, folders and links, a folder before what is in it", async () => {
    const folder = await folderWith({ "s/a.txt": "a", "s/b/c.txt": "c", "s/.hidden": "h", "s/link": "-> /etc/passwd" });
    await mkdir(join(folder, "s/empty"));
    await chmod(join(folder, "s/a.txt"), 0o755);
    const tree = await treeOf(folderFiles({ folder }), "./s");
    expect(tree.map(({ path, type, isExecutable, linkTo }) => [path, type, isExecutable, linkTo])).toEqual([
      [".hidden", "file", false, null],
      ["a.txt", "file", true, null],
      ["b", "folder", false, null],
      ["empty", "folder", false, null],
      ["link", "link", false, "/etc/passwd"],
      ["b/c.txt", "file", false, null],
    ]);
    expect(await text(tree.find(({ path }) => path === "b/c.txt"))).toBe("c");
    expect(await text(tree.find(({ type }) => type === "link"))).toBe("");
  });

  it("gives one file, by a path or an address of its kind", async () => {
    const folder = await folderWith({ "a b.txt": "a" });
    const files = folderFiles({ folder });
    for (const url of ["a b.txt", "./a%20b.txt", `file://${folder}/a%20b.txt`]) {
      expect(await text(await files.file(url))).toBe("a");
    }
    for (const url of ["gone", ".", "a b.txt/x"])
      await expect(files.file(url)).rejects.toMatchObject({ code: "not-found" });
    await expect(treeOf(files, "a b.txt")).rejects.toMatchObject({ code: "not-found" });
  });

  it("S19: reads nothing above its root", async () => {
    const root = await folderWith({ "t/template.yaml": "", "skeleton/a.txt": "a" });
    const folder = join(root, "t");
    const narrow = folderFiles({ folder });
    for (const url of ["..", "../skeleton", "/etc", "file:///etc/passwd", "..%2fskeleton", "x/../../skeleton"]) {
      await expect(treeOf(narrow, url)).rejects.toMatchObject({ code: "not-allowed" });
      await expect(narrow.file(url)).rejects.toMatchObject({ code: "not-allowed" });
    }
    const wide = folderFiles({ folder, root });
    expect(await treeOf(wide, "../skeleton")).toMatchObject([{ path: "a.txt" }]);
    await expect(treeOf(wide, "../..")).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("S20: follows no link out of its root, and none within a tree", async () => {
    const outside = await folderWith({ "secret.txt": "secret" });
    const folder = await folderWith({ out: `-> ${outside}`, chain: "-> out", "s/in": `-> ${outside}` });
    const files = folderFiles({ folder });
    for (const url of ["out", "chain", "s/in"])
      await expect(treeOf(files, url)).rejects.toMatchObject({ code: "not-allowed" });
    for (const url of ["out/secret.txt", "chain/secret.txt"]) {
      await expect(files.file(url)).rejects.toMatchObject({ code: "not-allowed" });
    }
    expect(await treeOf(files, "s")).toMatchObject([{ path: "in", type: "link" }]);
  });

  it("S20: does not read a file that became a link after it was listed", async () => {
    const outside = await folderWith({ "secret.txt": "secret" });
    const folder = await folderWith({ "s/a.txt": "a" });
    const [file] = await treeOf(folderFiles({ folder }), "s");
    await rm(join(folder, "s/a.txt"));
    await symlink(join(outside, "secret.txt"), join(folder, "s/a.txt"));
    await expect(file?.content()).rejects.toThrow(/ELOOP/);
  });

  it("S23: gives up on a skeleton that is too large", async () => {
    const folder = await folderWith({ "s/a.bin": "" });
    await truncate(join(folder, "s/a.bin"), 101 * 2 ** 20);
    await expect(treeOf(folderFiles({ folder }), "s")).rejects.toMatchObject({ code: "limit-exceeded" });
  });

  it("leaves addresses on the web to whoever reads those", async () => {
    const folder = await temporaryFolder();
    const files = folderFiles({ folder });
    for (const url of ["https://github.com/a/b", "ftp://x/y"]) {
      await expect(files.file(url)).rejects.toMatchObject({ code: "not-allowed" });
      await expect(treeOf(files, url)).rejects.toMatchObject({ code: "not-allowed" });
    }
    const remote: TemplateFiles = {
      async *tree() {},
      file: async (url) => ({
        path: url,
        type: "file",
        isExecutable: false,
        linkTo: null,
        content: async () => new Uint8Array(),
      }),
    };
    expect(await folderFiles({ folder, remote }).file("https://x.example/y")).toMatchObject({
      path: "https://x.example/y",
    });
  });
});
