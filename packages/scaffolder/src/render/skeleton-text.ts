import type { JsonObject } from "@callboard/core";
import { isBinaryFileSync } from "isbinaryfile";
import type { TemplateEngine, TextOptions } from "../engine/template-engine.ts";
import type { TemplateFile } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";

/** How the texts of a skeleton are rendered. */
export interface SkeletonTextOptions extends TextOptions {
  /** What paths and files see: under `values`, or `cookiecutter` with `cookiecutterCompat`. */
  readonly values: JsonObject;
  readonly engine: Pick<TemplateEngine, "text">;
  /** How faults name the skeleton: `./skeleton` gives `./skeleton/src/main.ts:3:14`. */
  readonly name?: string;
}

/** The paths and contents of a skeleton, rendered. */
export interface SkeletonText {
  /** A path rendered; `of` is the entry whose path it is. @throws as `content` */
  path(template: string, of: TemplateFile): string;
  /**
   * A file rendered; the bytes of a binary one as they are.
   *
   * @throws {TemplateError} `template-failed` and `limit-exceeded`, with the place in the skeleton
   */
  content(file: TemplateFile): Promise<string | Uint8Array>;
}

export function skeletonText(options: SkeletonTextOptions): SkeletonText {
  const { engine, values, cookiecutterCompat = false, trimBlocks = false, lstripBlocks = false, name = "" } = options;
  const data = { [cookiecutterCompat ? "cookiecutter" : "values"]: values };

  function rendered(template: string, { path }: TemplateFile): string {
    try {
      return engine.text(template, data, { cookiecutterCompat, trimBlocks, lstripBlocks });
    } catch (reason) {
      throw reason instanceof TemplateError ? atPlace(reason, name === "" ? path : `${name}/${path}`) : reason;
    }
  }

  return {
    path: rendered,
    async content(file) {
      const bytes = await file.content();
      if (isBinaryFileSync(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) return bytes;
      return rendered(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), file);
    },
  };
}

function atPlace({ code, message, place, cause }: TemplateError, location: string): TemplateError {
  const { line = null, column = null } = place ?? {};
  const at = line === null ? location : `${location}:${line}:${column ?? 1}`;
  return new TemplateError(code, `${at} ${message}`, { cause, place: { location, line, column } });
}
