import type { JsonObject } from "../../limits/json.ts";

/** Files on their way into a channel. */
export interface Files {
  /** Announces a file; its bytes go to the path that comes back. */
  announce(name: string, length: number): UploadedFile;
  find(id: string): UploadedFile | undefined;
  /** Takes the bytes that were posted to a path; false when nothing or something else was announced there. */
  receive(path: string, content: Uint8Array): boolean;
}

/** A file and what is known of it so far. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly path: string;
  /** Null until the bytes have come. */
  content: Uint8Array | null;
  isComplete: boolean;
}

/** How the paths that take bytes start. */
export const UPLOAD_PATH = "/upload/v1/";

export function createFiles(nextNumber: () => number): Files {
  const files = new Map<string, UploadedFile>();
  return {
    announce(name, length) {
      const id = `F${String(nextNumber()).padStart(8, "0")}`;
      const file = { id, name, length, path: `${UPLOAD_PATH}${id}`, content: null, isComplete: false };
      files.set(id, file);
      return file;
    },
    find: (id) => files.get(id),
    receive(path, content) {
      const file = [...files.values()].find((candidate) => candidate.path === path);
      if (!file || content.byteLength !== file.length) return false;
      file.content = content;
      return true;
    },
  };
}

/** A file as messages carry it. */
export function fileObject(file: UploadedFile, title: string, user: string): JsonObject {
  return { id: file.id, name: file.name, title, user, size: file.length, mode: "hosted", is_external: false };
}
