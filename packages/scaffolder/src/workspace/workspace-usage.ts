import { TemplateError } from "../template-error.ts";
import type { WorkspaceFile } from "./workspace.ts";

export interface WorkspaceLimits {
  /** Bytes of all files together; 1 GiB unless given. */
  readonly maxBytes?: number;
  /** Files, folders and links together; 100,000 unless given. */
  readonly maxFiles?: number;
}

/** What a workspace holds, counted as it changes. */
export interface WorkspaceUsage {
  readonly maxFiles: number;
  /** Counts what is about to come. @throws {TemplateError} `limit-exceeded`; then nothing is counted */
  add(path: string, more: { readonly files?: number; readonly bytes?: number }): void;
  /** Counts what is gone. */
  remove(gone: readonly WorkspaceFile[]): void;
}

export function workspaceUsage({ maxBytes = 1024 ** 3, maxFiles = 100_000 }: WorkspaceLimits): WorkspaceUsage {
  let files = 0;
  let bytes = 0;
  return {
    maxFiles,
    add(path, more) {
      const next = { files: files + (more.files ?? 0), bytes: bytes + (more.bytes ?? 0) };
      if (next.files > maxFiles) throw exceeded(`${maxFiles} files`, path);
      if (next.bytes > maxBytes) throw exceeded(`${maxBytes} bytes`, path);
      ({ files, bytes } = next);
    },
    remove(gone) {
      files -= gone.length;
      for (const { size } of gone) bytes -= size;
    },
  };
}

function exceeded(most: string, path: string): TemplateError {
  return new TemplateError("limit-exceeded", `The workspace would hold more than ${most} with ${path}.`);
}
