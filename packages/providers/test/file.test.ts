import { once } from "node:events";
import { appendFile, mkdir, realpath, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { SourceDocument } from "@callboard/core";
import { describeProvider, providerContext, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeFileSystem } from "../src/file/file-system.ts";
import { fileProvider } from "../src/file.ts";
import { descriptor, names } from "./descriptors.ts";
import { failingFileSystem } from "./failing-file-system.ts";
import { newFolder, testFolder } from "./folder.ts";

describeProvider({ describe, it }, "fileProvider", async () => {
  const folder = await newFolder();
  const files = names(12)
    .map((name) => `teams/${name}/catalog-info.yaml`)
    .sort();
  for (const [index, file] of files.entries()) await folder.write(file, descriptor(`team-${index + 1}`));
  const fs = failingFileSystem();
  const fileAt = (location: string) => location.slice("file:".length);
  return {
    provider: fileProvider({ root: folder.path, fs }),
    locations: files.map((file) => `file:${file}`),
    entities: 12,
    remove: (location) => folder.remove(fileAt(location)),
    change: (location) => appendFile(join(folder.path, fileAt(location)), "# changed\n"),
    breakDocument: async (location) => fs.fail(join(folder.path, fileAt(location)), "EACCES"),
    breakSource: () => rm(folder.path, { recursive: true }),
    dispose: () => rm(folder.path, { recursive: true, force: true }),
  };
});

describe("fileProvider", () => {
  it("yields what a file holds, when it last changed, and a version", async () => {
    const { path, write } = await testFolder();
    await write("catalog-info.yaml", "kind: Component\n");
    await utimes(join(path, "catalog-info.yaml"), 0, new Date("2026-02-03T04:05:06.000Z"));
    const { documents } = await runProvider(fileProvider({ root: path }));
    expect(documents).toEqual([
      {
        location: "file:catalog-info.yaml",
        content: "kind: Component\n",
        modified: "2026-02-03T04:05:06.000Z",
        version: expect.stringMatching(/^[-0-9a-z]+$/),
      },
    ]);
  });

  it("reads catalog-info files at any depth, in the order of their paths, and nothing else", async () => {
    const { path } = await testFolder(
      "z/catalog-info.yaml",
      "catalog-info.yaml",
      "a/deep/down/catalog-info-2.yml",
      "a/catalog-info.json",
      ".hidden/catalog-info.yaml",
      "a/catalog.yaml",
      "a/my-catalog-info.yaml",
      "catalog-info.yaml.bak",
      "node_modules/package/catalog-info.yaml",
      "a/node_modules/catalog-info.yaml",
      ".git/catalog-info.yaml",
    );
    expect(await locationsIn(path)).toEqual([
      "file:.hidden/catalog-info.yaml",
      "file:a/catalog-info.json",
      "file:a/deep/down/catalog-info-2.yml",
      "file:catalog-info.yaml",
      "file:z/catalog-info.yaml",
    ]);
  });

  it("reads what include names and exclude does not", async () => {
    const { path } = await testFolder(
      "org.yaml",
      "teams/a.yaml",
      "teams/old/b.yaml",
      "teams/old/keep.yaml",
      "catalog-info.yaml",
    );
    const include = ["org.yaml", "./teams/**/*.yaml", "teams/old/keep.yaml"];
    const exclude = ["teams/old/**"];
    expect(await locationsIn(path, { include, exclude })).toEqual([
      "file:org.yaml",
      "file:teams/a.yaml",
      "file:teams/old/keep.yaml",
    ]);
    expect(await locationsIn(path, { exclude: ["teams"] })).toEqual(["file:catalog-info.yaml"]);
  });

  it("looks at no other file when all are named outright", async () => {
    const { path } = await testFolder("org.yaml", "services/catalog-info.yaml");
    const fs = failingFileSystem();
    fs.fail(path, "EACCES");
    const { documents, skipped } = await runProvider(fileProvider({ root: path, include: ["org.yaml"], fs }));
    expect([documents.length, skipped]).toEqual([1, []]);
  });

  it("reads a file whose name looks like a pattern", async () => {
    const { path } = await testFolder("[team].yaml", "t.yaml");
    expect(await locationsIn(path, { include: ["[team].yaml"] })).toContain("file:[team].yaml");
  });

  it("skips a file that is named outright and is not there, so that its entities stay", async () => {
    const { path } = await testFolder("teams/a.yaml");
    expect(await skippedIn(path, { include: ["missing.yaml", "teams"] })).toEqual([
      "file:missing.yaml: it is named in include but is not there. Take its name out if that is as it should be",
      'file:teams: it is a folder. Write "teams/**" in include for the files in it',
    ]);
  });

  it("refuses names that lead out of the root", () => {
    for (const entry of ["../other.yaml", "/etc/passwd", "a/../../b.yaml", "", "a\0b"]) {
      expect(() => fileProvider({ root: ".", include: [entry] }), entry).toThrow(/does not lie below the root/);
    }
  });

  it("takes any name that a file can have", async () => {
    const names = [
      "with space",
      "naïve ☃",
      "-dash",
      "%2e%2e",
      "file:x",
      "a#b?c",
      'quo"te',
      "new\nline",
      "{a,b}",
      "__proto__",
    ];
    const { path } = await testFolder(...names.map((name) => `${name}/catalog-info.yaml`));
    expect(await locationsIn(path)).toEqual(names.map((name) => `file:${name}/catalog-info.yaml`).sort());
    const provider = fileProvider({ root: path });
    for (const name of names) {
      expect(await provider.read?.(`file:${name}/catalog-info.yaml`, providerContext())).toContain("kind: Component");
    }
  });

  it("S07: reads bytes that are not UTF-8 as U+FFFD", async () => {
    const { path, write } = await testFolder();
    await write("catalog-info.yaml", Uint8Array.of(0x61, 0xff, 0x62));
    const { documents } = await runProvider(fileProvider({ root: path }));
    expect(documents).toMatchObject([{ content: "a\uFFFDb" }]);
  });

  it("S04: skips a file over the limit, naming the limit, without reading it", async () => {
    const { path, write } = await testFolder("catalog-info.yaml");
    await write("big/catalog-info.yaml", "x".repeat(2_001));
    expect(await skippedIn(path, { maxBytes: 2_000 })).toEqual([
      "file:big/catalog-info.yaml: it is larger than maxBytes, which is 2000 bytes. Split it, or raise the limit",
    ]);
  });

  it("S04: stops reading a file that grows past the limit while it is read", async () => {
    const { path } = await testFolder("catalog-info.yaml");
    let readBytes = 0;
    const fs = {
      ...nodeFileSystem,
      open: async (file: string) => ({
        ...(await nodeFileSystem.open(file)),
        read: async (_buffer: Uint8Array, _offset: number, length: number) => {
          readBytes += length;
          return { bytesRead: length };
        },
      }),
    };
    const { skipped } = await runProvider(fileProvider({ root: path, maxBytes: 100_000, fs }));
    expect(skipped).toMatchObject([{ reason: expect.stringContaining("larger than maxBytes") }]);
    expect(readBytes).toBeLessThan(300_000);
  });

  it("skips a folder that cannot be listed with one word for all below it, and goes on", async () => {
    const { path } = await testFolder("a/catalog-info.yaml", "secret/catalog-info.yaml", "z/catalog-info.yaml");
    const fs = failingFileSystem();
    fs.fail(join(path, "secret"), "EACCES");
    const { documents, skipped } = await runProvider(fileProvider({ root: path, fs }));
    expect(locationsOf(documents)).toEqual(["file:a/catalog-info.yaml", "file:z/catalog-info.yaml"]);
    expect(skipped).toEqual([{ location: "file:secret", reason: "this user has no permission to read it (EACCES)" }]);
  });

  it("throws when the root is missing, is a file or cannot be listed, so that nothing is removed", async () => {
    const { path } = await testFolder("catalog-info.yaml");
    const missing = join(path, "missing");
    await expect(runProvider(fileProvider({ root: missing }))).rejects.toMatchObject({
      code: "source-unreachable",
      message: `The catalog folder ${missing} does not exist. Create it, or name another folder.`,
    });
    await expect(runProvider(fileProvider({ root: join(path, "catalog-info.yaml") }))).rejects.toMatchObject({
      message: expect.stringContaining("is a file. Give its folder as root and its name as include."),
    });
    const fs = failingFileSystem();
    fs.fail(path, "EIO");
    await expect(runProvider(fileProvider({ root: path, fs }))).rejects.toMatchObject({ code: "source-unreachable" });
  });

  it("takes a file that goes while it is looking for it for gone", async () => {
    const { path } = await testFolder("a/catalog-info.yaml", "b/catalog-info.yaml");
    const fs = failingFileSystem();
    fs.fail(join(path, "a/catalog-info.yaml"), "ENOENT");
    const { documents, skipped } = await runProvider(fileProvider({ root: path, fs }));
    expect([locationsOf(documents), skipped]).toEqual([["file:b/catalog-info.yaml"], []]);
  });

  it("reads only what has changed since the version the catalog knows", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `service-${index}/catalog-info.yaml`);
    const { path, write } = await testFolder(...names);
    const fs = failingFileSystem();
    const provider = fileProvider({ root: path, fs });
    const first = await runProvider(provider);
    expect(fs.opened).toHaveLength(50);
    await write("service-7/catalog-info.yaml", "kind: API\n");
    const versions = new Map(first.documents.map(({ location, version }) => [location, version]));
    const second = await runProvider(provider, { known: (location) => versions.get(location) });
    expect(fs.opened.slice(50)).toEqual([join(await realpath(path), "service-7/catalog-info.yaml")]);
    expect(second.documents.filter((document) => !("unchanged" in document))).toMatchObject([
      { content: "kind: API\n" },
    ]);
    expect(locationsOf(second.documents)).toEqual(locationsOf(first.documents));
  });

  it("notices a change that keeps size and modification time", async () => {
    const { path } = await testFolder();
    const file = join(path, "catalog-info.yaml");
    await writeFile(file, "name: one\n");
    await utimes(file, 1_000, 1_000);
    const provider = fileProvider({ root: path });
    const first = await runProvider(provider);
    await writeFile(file, "name: two\n");
    await utimes(file, 1_000, 1_000);
    const { documents } = await runProvider(provider, { known: () => first.documents[0]?.version });
    expect(documents).toMatchObject([{ content: "name: two\n" }]);
  });
});

describe("fileProvider and links", () => {
  it("S20: refuses links that leave the root, however many lie between, and says so", async () => {
    const outside = await testFolder("catalog-info.yaml", "services/catalog-info.yaml");
    const { path } = await testFolder("good/catalog-info.yaml");
    for (const name of ["passwd", "chain", "dangling", "circle"]) await mkdir(join(path, name));
    await symlink("/etc/passwd", join(path, "passwd/catalog-info.yaml"));
    await symlink(join(outside.path, "catalog-info.yaml"), join(path, "chain/second"));
    await symlink("second", join(path, "chain/catalog-info.yaml"));
    await symlink(join(path, "nothing"), join(path, "dangling/catalog-info.yaml"));
    await symlink("catalog-info.yaml", join(path, "circle/catalog-info.yaml"));
    await symlink(outside.path, join(path, "folder"));
    await symlink("/etc/hosts", join(path, "not-a-descriptor"));
    const { documents, skipped } = await runProvider(fileProvider({ root: path }));
    expect(locationsOf(documents)).toEqual(["file:good/catalog-info.yaml"]);
    expect(JSON.stringify([documents, skipped])).not.toContain("root:");
    expect(skipped.map(({ location, reason }) => `${location}: ${reason}`).sort()).toEqual([
      "file:chain/catalog-info.yaml: it is a link that leads out of the catalog folder, and is not followed. Put a copy in its place",
      "file:circle/catalog-info.yaml: it is a link that leads in a circle, or was made a link while it was read (ELOOP)",
      "file:dangling/catalog-info.yaml: it is a link to nothing",
      "file:folder: it is a link that leads out of the catalog folder, and is not followed. Put a copy in its place",
      "file:passwd/catalog-info.yaml: it is a link that leads out of the catalog folder, and is not followed. Put a copy in its place",
    ]);
  });

  it("S20: reads 0 bytes when a folder becomes a link between being found and being read", async () => {
    const outside = await testFolder();
    await outside.write("catalog-info.yaml", "secret: yes\n");
    const { path } = await testFolder("service/catalog-info.yaml");
    let read = 0;
    const fs = {
      ...nodeFileSystem,
      async open(file: string) {
        await rename(join(path, "service"), join(path, "aside"));
        await symlink(outside.path, join(path, "service"));
        const handle = await nodeFileSystem.open(file);
        return {
          ...handle,
          read(buffer: Uint8Array, offset: number, length: number) {
            read += 1;
            return handle.read(buffer, offset, length);
          },
        };
      },
    };
    const { documents, skipped } = await runProvider(fileProvider({ root: path, fs }));
    expect(documents).toEqual([]);
    expect(read).toBe(0);
    expect(skipped).toEqual([
      { location: "file:service/catalog-info.yaml", reason: "another file took its place while it was read" },
    ]);
  });

  it("S20: reads 0 bytes when the folder is put back at once", async () => {
    const outside = await testFolder("catalog-info.yaml");
    const { path } = await testFolder("service/catalog-info.yaml");
    const fs = { ...nodeFileSystem, open: () => nodeFileSystem.open(join(outside.path, "catalog-info.yaml")) };
    const { documents, skipped } = await runProvider(fileProvider({ root: path, fs }));
    expect([documents.length, skipped.length]).toEqual([0, 1]);
  });

  it("S20: does not open a file that became a link", async () => {
    const { path } = await testFolder("service/catalog-info.yaml");
    const fs = {
      ...nodeFileSystem,
      async open(file: string) {
        await rm(file);
        await symlink("/etc/passwd", file);
        return nodeFileSystem.open(file);
      },
    };
    const { documents, skipped } = await runProvider(fileProvider({ root: path, fs }));
    expect(documents).toEqual([]);
    expect(skipped).toMatchObject([{ reason: expect.stringContaining("ELOOP") }]);
  });

  it("follows links inside the root, to each file once", async () => {
    const { path } = await testFolder("real/catalog-info.yaml", "templates/service.yaml", "vendored/a/catalog.yaml");
    await symlink("real", join(path, "alias"));
    await symlink("../real/catalog-info.yaml", join(path, "templates/catalog-info.yaml"));
    await mkdir(join(path, "linked"));
    await symlink("../templates/service.yaml", join(path, "linked/catalog-info.yaml"));
    await symlink("../vendored", join(path, "linked/vendored"));
    const include = ["**/catalog-info.yaml", "linked/**/catalog.yaml"];
    expect(await locationsIn(path, { include })).toEqual([
      "file:linked/catalog-info.yaml",
      "file:linked/vendored/a/catalog.yaml",
      "file:real/catalog-info.yaml",
    ]);
  });

  it("S20: comes to an end where links lead in circles", async () => {
    const folders = Array.from({ length: 8 }, (_, index) => `folder-${index}`);
    const { path } = await testFolder(...folders.map((folder) => `${folder}/catalog-info.yaml`));
    for (const folder of folders) {
      for (const target of ["..", ".", ...folders]) {
        await symlink(target.startsWith("folder") ? `../${target}` : target, join(path, folder, `to-${target}`));
      }
    }
    expect(await locationsIn(path)).toEqual(folders.map((folder) => `file:${folder}/catalog-info.yaml`));
  });

  it("does not reach what is left out through a link", async () => {
    const { path } = await testFolder(".git/catalog-info.yaml", "node_modules/x/catalog-info.yaml");
    await symlink(".git", join(path, "a"));
    await symlink("node_modules/x/catalog-info.yaml", join(path, "catalog-info.yaml"));
    expect(await locationsIn(path)).toEqual([]);
  });

  it("takes a root that is itself a link", async () => {
    const { path } = await testFolder("real/catalog-info.yaml");
    await symlink("real", join(path, "root"));
    expect(await locationsIn(join(path, "root"))).toEqual(["file:catalog-info.yaml"]);
  });

  it.skipIf(process.platform === "win32")("skips what is no regular file", async () => {
    const { path } = await testFolder();
    const socket = createServer().listen(join(path, "catalog-info.yaml"));
    await once(socket, "listening");
    onTestFinished(() => void socket.close());
    expect(await skippedIn(path)).toEqual(["file:catalog-info.yaml: it is not a regular file"]);
  });
});

describe("fileProvider's read", () => {
  it("reads any file below the root", async () => {
    const { path, write } = await testFolder();
    await write("docs/api.json", "{}");
    expect(await fileProvider({ root: path }).read?.("file:docs/api.json", providerContext())).toBe("{}");
    expect(await fileProvider({ root: path }).read?.("file:docs/../docs/api.json", providerContext())).toBe("{}");
  });

  it("S20: refuses whatever leads out of the root, and git's own files", async () => {
    const { path, write } = await testFolder();
    const outside = await testFolder("secret.yaml");
    await write(".git/config", "token");
    await symlink(join(outside.path, "secret.yaml"), join(path, "link.yaml"));
    await symlink(outside.path, join(path, "folder"));
    await symlink(".git", join(path, "git"));
    const { read } = fileProvider({ root: path });
    for (const location of [
      "file:../secret.yaml",
      `file:${outside.path}/secret.yaml`,
      `file://${outside.path}/secret.yaml`,
      "file:a/../../secret.yaml",
      "file:link.yaml",
      "file:folder/secret.yaml",
      "file:.git/config",
      "file:git/config",
      "file:x\0.yaml",
      "file:",
      "file:.",
      "http://localhost/secret.yaml",
      "secret.yaml",
    ]) {
      await expect(read?.(location, providerContext()), location).rejects.toMatchObject({
        code: "source-unreachable",
        message: expect.not.stringContaining("token"),
      });
    }
  });

  it("S04: refuses a file over the limit", async () => {
    const { path, write } = await testFolder();
    await write("api.json", "x".repeat(101));
    const { read } = fileProvider({ root: path, maxBytes: 100 });
    await expect(read?.("file:api.json", providerContext())).rejects.toMatchObject({ code: "limit-exceeded" });
  });
});

type Options = Omit<Parameters<typeof fileProvider>[0], "root">;

async function locationsIn(root: string, options?: Options): Promise<readonly string[]> {
  return locationsOf((await runProvider(fileProvider({ root, ...options }))).documents);
}

async function skippedIn(root: string, options?: Options): Promise<readonly string[]> {
  const { skipped } = await runProvider(fileProvider({ root, ...options }));
  return skipped.map(({ location, reason }) => `${location}: ${reason}`);
}

function locationsOf(documents: readonly SourceDocument[]): readonly string[] {
  return documents.map(({ location }) => location);
}
