/**
 * The folder that a task works in. Paths are relative to it, with `/`. Whatever a path holds (`..`, an absolute path, a
 * symbolic link on the way, also one put there a moment ago), nothing outside is read or written; what lies below
 * `.git` is never written.
 *
 * Every method throws {@link TemplateError} `outside-workspace` for a path that leads out, `not-found`, and
 * `limit-exceeded` past 1 GiB or 100,000 files together.
 */
export interface Workspace {
  /** The real path of the folder, for programs that work in it. */
  readonly path: string;
  /** What lies below a folder, or matches glob patterns (see `globMatcher`), sorted by path; links are not followed. */
  list(options?: { readonly below?: string; readonly patterns?: readonly string[] }): Promise<readonly WorkspaceFile[]>;
  has(path: string): Promise<boolean>;
  read(path: string): Promise<Uint8Array>;
  /** Makes the folders on the way. Replaces a file, and a link instead of what it leads to. */
  write(path: string, content: string | Uint8Array, options?: { readonly isExecutable?: boolean }): Promise<void>;
  append(path: string, content: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** A link as a link. @throws {TemplateError} `outside-workspace` when it would lead out */
  link(path: string, linkTo: string): Promise<void>;
  /** A file or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  /** @throws {TemplateError} `already-exists` when `to` is there and is not to be overwritten */
  move(from: string, to: string, options?: { readonly overwrite?: boolean }): Promise<void>;
}

export interface WorkspaceFile {
  readonly path: string;
  readonly type: "file" | "folder" | "link";
  readonly size: number;
  readonly isExecutable: boolean;
  readonly linkTo: string | null;
}
