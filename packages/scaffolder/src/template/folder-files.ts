import { constants } from "node:fs";
import { lstat, open, readdir, readlink, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { TemplateError } from "../template-error.ts";
import type { TemplateFile, TemplateFiles } from "./template.ts";

export interface FolderFilesOptions {
  /** The folder of the descriptor: what relative addresses start from. */
  readonly folder: string;
  /** What may be read; the folder of the descriptor unless given. A template may then use `../skeletons/service`. */
  readonly root?: string;
  /** How files at web addresses are read; refused unless given. */
  readonly remote?: TemplateFiles;
}

/** The files of a template in a folder. Nothing above its root is read, nor through a link that leads out of it. */
export function folderFiles({ folder, root = folder, remote }: FolderFilesOptions): TemplateFiles {
  async function placed(url: string): Promise<string> {
    const path = resolve(folder, decoded(url));
    if (!isWithin(path, resolve(root))) throw notAllowed(url, root);
    const real = await realpath(path).catch(() => null);
    if (real === null) throw new TemplateError("not-found", `${url} is not beside the template, at ${path}.`);
    if (!isWithin(real, await realpath(root))) throw notAllowed(url, root);
    return real;
  }

  return {
    async *tree(url) {
      if (isRemote(url)) yield* remoteFiles(url).tree(url);
      else yield* filesBelow(await placed(url), url);
    },
    async file(url) {
      if (isRemote(url)) return remoteFiles(url).file(url);
      const path = await placed(url);
      const stats = await lstat(path);
      if (!stats.isFile()) throw new TemplateError("not-found", `${url} is no file.`);
      return fileAt(path, url.split("/").at(-1) ?? url, stats.mode);
    },
  };

  function remoteFiles(url: string): TemplateFiles {
    if (remote) return remote;
    throw new TemplateError("not-allowed", `${url} is on the web, which this template is not allowed to read.`);
  }
}

/** The most that one template may bring along. */
const MAX_FILES = 10_000;
const MAX_BYTES = 100 * 1024 * 1024;

async function* filesBelow(folder: string, url: string): AsyncGenerator<TemplateFile> {
  let files = 0;
  let bytes = 0;
  const open: { folder: string; prefix: string }[] = [{ folder, prefix: "" }];
  for (let next = open.pop(); next; next = open.pop()) {
    const entries = await readdir(next.folder, { withFileTypes: true }).catch((cause) => {
      throw new TemplateError("not-found", `${url} is no folder.`, { cause });
    });
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name === ".git") continue; // of the clone that the template is in, and no part of it
      const at = join(next.folder, name);
      const path = next.prefix + name;
      const stats = await lstat(at);
      files += 1;
      bytes += stats.isFile() ? stats.size : 0;
      if (files > MAX_FILES || bytes > MAX_BYTES) throw tooLarge(url);
      const bare = { path, isExecutable: false, content: async () => NOTHING };
      if (stats.isDirectory()) {
        open.push({ folder: at, prefix: `${path}/` });
        yield { ...bare, type: "folder", linkTo: null };
      } else if (stats.isSymbolicLink()) yield { ...bare, type: "link", linkTo: await readlink(at) };
      else if (stats.isFile()) yield fileAt(at, path, stats.mode);
    }
  }
}

const NOTHING = new Uint8Array();

function fileAt(at: string, path: string, mode: number): TemplateFile {
  return {
    path,
    type: "file",
    isExecutable: (mode & 0o100) !== 0,
    linkTo: null,
    async content() {
      const handle = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        if ((await handle.stat()).size > MAX_BYTES) throw tooLarge(path);
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    },
  };
}

function decoded(url: string): string {
  const path = url.startsWith("file://") ? url.slice("file://".length) : url;
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a name with a lone %
  }
}

function isRemote(url: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(url) && !url.startsWith("file://");
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function notAllowed(url: string, root: string): TemplateError {
  return new TemplateError("not-allowed", `${url} leads out of ${root}, above which a template may not read.`);
}

function tooLarge(url: string): TemplateError {
  return new TemplateError("limit-exceeded", `${url} holds more than ${MAX_FILES} files or ${MAX_BYTES} bytes.`);
}
