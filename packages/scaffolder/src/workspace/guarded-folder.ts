import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { TemplateError } from "../template-error.ts";
import { outside, refuseGit } from "./safe-path.ts";

/** A folder out of which no path leads, by whatever links; parts are those of `pathParts`. */
export interface GuardedFolder {
  /** The real path of a folder that is there. @throws {TemplateError} `outside-workspace`, `not-found` */
  folder(parts: readonly string[], path: string): Promise<string>;
  /** The same, making what is missing on the way; `made` is told before each. */
  madeFolder(parts: readonly string[], path: string, made: () => void): Promise<string>;
  /** What is at a path now, a link not followed; null when nothing is. */
  stats(parts: readonly string[], path: string): Promise<Stats | null>;
  /**
   * A handle on a file in a folder that one of the above gave: certainly inside, whatever was swapped for a link between
   * that check and now.
   */
  open(folder: string, name: string, flags: number, path: string): Promise<FileHandle>;
  /** Fails unless a link in a folder leads to a place inside. */
  checkLink(folder: string, linkTo: string): void;
}

export function guardedFolder(root: string): GuardedFolder {
  function checkInside(real: string, path: string): void {
    if (!isWithin(real, root)) throw outside(path);
  }

  const guarded: GuardedFolder = {
    async folder(parts, path) {
      const real = await realpath(join(root, ...parts)).catch((reason) => {
        throw isMissing(reason) ? notFound(path) : reason;
      });
      checkInside(real, path);
      return real;
    },
    async madeFolder(parts, path, made) {
      let at = root;
      for (const part of parts) {
        const next = join(at, part);
        if (!(await statsAt(next))) {
          made();
          await mkdir(next);
        }
        at = await realpath(next).catch((reason) => {
          throw isMissing(reason) ? outside(path) : reason; // a link that leads nowhere
        });
        checkInside(at, path);
        if (!(await stat(at)).isDirectory()) throw inTheWay(path, `${part} is a file`);
      }
      refuseGit(relative(root, at).split(sep), path); // a link of another program may lead there
      return at;
    },
    async stats(parts, path) {
      try {
        return await statsAt(join(await guarded.folder(parts.slice(0, -1), path), parts.at(-1) ?? ""));
      } catch (reason) {
        if (reason instanceof TemplateError && reason.code === "not-found") return null;
        throw reason;
      }
    },
    async open(folder, name, flags, path) {
      const at = join(folder, name);
      const handle = await open(at, flags | constants.O_NOFOLLOW, 0o644).catch((reason) => {
        if (isMissing(reason)) throw notFound(path);
        if (isCode(reason, "ELOOP")) throw outside(path);
        throw isCode(reason, "EISDIR") ? inTheWay(path, "a folder has its name") : reason;
      });
      try {
        const [real, byPath, byHandle] = [await realpath(at), await lstat(at), await handle.stat()];
        if (!isWithin(real, root) || byPath.ino !== byHandle.ino || byPath.dev !== byHandle.dev) throw outside(path);
        return handle;
      } catch (reason) {
        await handle.close();
        throw isMissing(reason) ? outside(path) : reason;
      }
    },
    checkLink(folder, linkTo) {
      const parts = linkTo.split("/");
      const named = parts.findIndex((part) => part !== ".." && part !== ".");
      // Behind a name that is itself a link, ".." may mean any folder.
      const climbsLater = named >= 0 && parts.slice(named).includes("..");
      const target = join(folder, linkTo);
      if (linkTo === "" || climbsLater || isAbsolute(linkTo) || /[\\\0]/.test(linkTo)) throw outside(linkTo);
      checkInside(target, linkTo);
      refuseGit(relative(root, target).split(sep), linkTo);
    },
  };
  return guarded;
}

/** What is at a path, a link not followed; null when nothing is. */
export async function statsAt(at: string): Promise<Stats | null> {
  return lstat(at).catch((reason) => {
    if (isMissing(reason)) return null;
    throw reason;
  });
}

export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** True for what the system says of a path where nothing is. */
export function isMissing(reason: unknown): boolean {
  return isCode(reason, "ENOENT") || isCode(reason, "ENOTDIR");
}

function isCode(reason: unknown, code: string): boolean {
  return reason instanceof Error && "code" in reason && reason.code === code;
}

export function notFound(path: string): TemplateError {
  return new TemplateError("not-found", `${path} is not in the workspace.`);
}

function inTheWay(path: string, why: string): TemplateError {
  return new TemplateError("already-exists", `${path} cannot be made: ${why}. Choose another path.`);
}
