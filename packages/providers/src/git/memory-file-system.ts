/** As much of a file system as isomorphic-git needs, in memory. */
export function memoryFileSystem() {
  /** Files by their path; null is a folder. */
  const entries = new Map<string, Uint8Array | null>([["/", null]]);

  function at(path: string): Uint8Array | null {
    const entry = entries.get(plain(path));
    if (entry === undefined) throw failure("ENOENT", path);
    return entry;
  }

  function fileAt(path: string): Uint8Array {
    const file = at(path);
    if (file === null) throw failure("EISDIR", path);
    return file;
  }

  function checkFolder(path: string): void {
    if (at(path) !== null) throw failure("ENOTDIR", path);
  }

  async function stat(path: string) {
    const file = at(path);
    return {
      ...STATUS,
      size: file?.length ?? 0,
      isFile: () => file !== null,
      isDirectory: () => file === null,
      isSymbolicLink: () => false,
    };
  }

  return {
    promises: {
      async readFile(path: string, options?: string | { readonly encoding?: string }) {
        const file = fileAt(path);
        const encoding = typeof options === "string" ? options : options?.encoding;
        return encoding === "utf8" ? new TextDecoder().decode(file) : file;
      },
      async writeFile(path: string, data: string | Uint8Array) {
        checkFolder(parentOf(path));
        entries.set(plain(path), typeof data === "string" ? new TextEncoder().encode(data) : data.slice());
      },
      async mkdir(path: string) {
        if (entries.has(plain(path))) throw failure("EEXIST", path);
        checkFolder(parentOf(path));
        entries.set(plain(path), null);
      },
      async readdir(path: string) {
        checkFolder(path);
        const start = plain(path) === "/" ? "/" : `${plain(path)}/`;
        const below = [...entries.keys()].filter((other) => other.startsWith(start) && other !== start);
        return below.map((other) => other.slice(start.length)).filter((name) => !name.includes("/"));
      },
      async unlink(path: string) {
        fileAt(path);
        entries.delete(plain(path));
      },
      async rmdir(path: string) {
        checkFolder(path);
        entries.delete(plain(path));
      },
      stat,
      lstat: stat,
      async readlink(path: string): Promise<string> {
        throw failure("EINVAL", path);
      },
      async symlink(_target: string, path: string): Promise<void> {
        throw failure("EPERM", path);
      },
    },
  };
}

/** What git looks at of a file, where nothing tells files apart. */
const STATUS = { mode: 0o100644, mtimeMs: 0, ctimeMs: 0, uid: 0, gid: 0, dev: 0, ino: 0 };

function plain(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return `/${parts.join("/")}`;
}

function parentOf(path: string): string {
  const parts = plain(path).split("/");
  return parts.slice(0, -1).join("/") || "/";
}

/** An error as file systems throw it: isomorphic-git looks at the code. */
function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
