import { constants } from "node:fs";
import { mkdir, realpath, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TemplateError } from "../template-error.ts";
import { entryAt, folderEntries } from "./folder-entries.ts";
import { globMatcher } from "./glob-matcher.ts";
import { guardedFolder, isMissing, isWithin, notFound, statsAt } from "./guarded-folder.ts";
import { pathParts, writableParts } from "./safe-path.ts";
import type { Workspace, WorkspaceFile } from "./workspace.ts";
import { type WorkspaceLimits, workspaceUsage } from "./workspace-usage.ts";

const { O_RDONLY, O_WRONLY, O_CREAT, O_APPEND } = constants;

/** A workspace in a folder, which is made if it is not there. What is in it already counts towards its limits. */
export async function folderWorkspace(folder: string, limits: WorkspaceLimits = {}): Promise<Workspace> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const guarded = guardedFolder(root);
  const usage = workspaceUsage(limits);
  const there = await folderEntries(root, "", usage.maxFiles);
  usage.add(folder, { files: there.length, bytes: there.reduce((sum, { size }) => sum + size, 0) });

  function madeFolder(parts: readonly string[], path: string): Promise<string> {
    return guarded.madeFolder(parts, path, () => usage.add(path, { files: 1 }));
  }

  /** What is at a place, with all that is in it, by its path from there. */
  async function allAt(at: string): Promise<readonly WorkspaceFile[]> {
    const own = await entryAt(at, "");
    return own.type === "folder" ? [own, ...(await folderEntries(at, "", usage.maxFiles))] : [own];
  }

  async function removeAt(at: string): Promise<void> {
    const gone = await allAt(at);
    await rm(at, { recursive: true });
    usage.remove(gone);
  }

  const workspace: Workspace = {
    path: root,
    async list({ below = "", patterns } = {}) {
      const parts = pathParts(below);
      const start = await guarded.folder(parts, below);
      const prefix = parts.map((part) => `${part}/`).join("");
      const found = await folderEntries(start, prefix, usage.maxFiles).catch((reason) => {
        throw isMissing(reason) ? notFound(below) : reason; // a file
      });
      return patterns ? found.filter(matching(patterns)) : found;
    },
    async has(path) {
      const parts = pathParts(path);
      return parts.length === 0 || (await guarded.stats(parts, path)) !== null;
    },
    async read(path) {
      const parts = pathParts(path);
      const handle = await guarded.open(await guarded.folder(parts.slice(0, -1), path), last(parts), O_RDONLY, path);
      try {
        if (!(await handle.stat()).isFile()) throw new TemplateError("not-found", `${path} is a folder, not a file.`);
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    },
    async write(path, content, { isExecutable } = {}) {
      const parts = writableParts(path);
      const data = typeof content === "string" ? Buffer.from(content) : content;
      const parent = await madeFolder(parts.slice(0, -1), path);
      const at = join(parent, last(parts));
      if ((await statsAt(at))?.isSymbolicLink()) await removeAt(at);
      const old = await statsAt(at);
      usage.add(path, { files: old ? 0 : 1, bytes: data.length - (old?.isFile() ? old.size : 0) });
      // Emptied only once it is known to be inside: never while it is opened.
      const handle = await guarded.open(parent, last(parts), O_WRONLY | O_CREAT, path);
      try {
        await handle.truncate(0);
        await handle.writeFile(data);
        if (isExecutable !== undefined) await handle.chmod(isExecutable ? 0o755 : 0o644);
      } finally {
        await handle.close();
      }
    },
    async append(path, content) {
      const parts = writableParts(path);
      const parent = await madeFolder(parts.slice(0, -1), path);
      const isNew = (await statsAt(join(parent, last(parts)))) === null;
      usage.add(path, { files: isNew ? 1 : 0, bytes: Buffer.byteLength(content) });
      const handle = await guarded.open(parent, last(parts), O_WRONLY | O_CREAT | O_APPEND, path);
      try {
        await handle.appendFile(content);
      } finally {
        await handle.close();
      }
    },
    async makeFolder(path) {
      await madeFolder(writableParts(path), path);
    },
    async link(path, linkTo) {
      const parts = writableParts(path);
      const parent = await madeFolder(parts.slice(0, -1), path);
      guarded.checkLink(parent, linkTo);
      const at = join(parent, last(parts));
      if (await statsAt(at)) await removeAt(at);
      usage.add(path, { files: 1 });
      await symlink(linkTo, at);
    },
    async remove(path) {
      const parts = writableParts(path);
      const at = join(await guarded.folder(parts.slice(0, -1), path), last(parts));
      if (!(await statsAt(at))) throw notFound(path);
      await removeAt(at);
    },
    async move(from, to, { overwrite = false } = {}) {
      const [source, target] = [writableParts(from), writableParts(to)];
      const fromAt = join(await guarded.folder(source.slice(0, -1), from), last(source));
      if (!(await statsAt(fromAt))) throw notFound(from);
      const toAt = join(await madeFolder(target.slice(0, -1), to), last(target));
      if (toAt === fromAt) return;
      if (isWithin(toAt, fromAt) || isWithin(fromAt, toAt)) {
        throw new TemplateError("invalid-values", `${from} and ${to} lie in one another. Move it to another place.`);
      }
      // A link says where it leads from where it is.
      for (const { path, linkTo } of await allAt(fromAt)) {
        if (linkTo !== null) guarded.checkLink(dirname(join(toAt, path)), linkTo);
      }
      if (await statsAt(toAt)) {
        if (!overwrite) {
          throw new TemplateError("already-exists", `${to} is there already. Set overwrite: true to replace it.`);
        }
        await removeAt(toAt);
      }
      await rename(fromAt, toAt);
    },
  };

  return workspace;
}

function matching(patterns: readonly string[]): (file: WorkspaceFile) => boolean {
  const matches = globMatcher(patterns);
  return ({ path }) => matches(path);
}

function last(parts: readonly string[]): string {
  return parts.at(-1) ?? "";
}
