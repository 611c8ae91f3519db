import type { Entity, EntityRef } from "@callboard/core";
import type { TemplateSpec } from "./template-spec.ts";

/** A software template that can be planned and run, with the files beside it. */
export interface Template {
  readonly ref: EntityRef;
  /** As written, with what `$yaml`, `$json` and `$text` name in place. */
  readonly entity: Entity;
  readonly spec: TemplateSpec;
  /** Where it was read: the path or address of its descriptor. */
  readonly location: string;
  readonly files: TemplateFiles;
  /** Where a value of the descriptor stands, by its JSON pointer; the nearest one around it that is known. */
  placeOf(pointer: string): Place;
}

/** A place in a file as people look for it: `file:line:column`. */
export interface Place {
  readonly location: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** The files that a template may read: below the folder of its descriptor, or what its hosts are allowed to give. */
export interface TemplateFiles {
  /**
   * All files at a path relative to the descriptor, or at an address, in a steady order; a folder comes before what is in
   * it, and is left out where its source does not keep folders. Symbolic links are named, never followed. Limits: 100 MiB
   * and 10,000 entries together.
   *
   * @throws {TemplateError} `not-found`, `not-allowed`, `limit-exceeded`, `unreachable`
   */
  tree(url: string): AsyncIterable<TemplateFile>;
  /** One file. @throws as `tree` */
  file(url: string): Promise<TemplateFile>;
}

export interface TemplateFile {
  /** From the folder that was asked for, with `/`. */
  readonly path: string;
  readonly type: "file" | "folder" | "link";
  readonly isExecutable: boolean;
  /** Where a symbolic link leads; null for a file or folder. */
  readonly linkTo: string | null;
  /** Empty for a link or folder. */
  content(): Promise<Uint8Array>;
}
