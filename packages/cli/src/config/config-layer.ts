import { createReadStream } from "node:fs";
import { relative } from "node:path";
import {
  CatalogError,
  type ReadDocument,
  type ReadProblem,
  readDocuments,
  repositoryReadLimits,
} from "@callboard/core";
import { isMapping } from "../mapping.ts";
import { printable } from "../output/printable.ts";
import type { ConfigProblem } from "./config-problem.ts";

/** One file of a configuration, as it is written. */
export interface ConfigLayer {
  /** The way to it, as people and problems see it. */
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly positions: ReadDocument["positions"];
  /** With any of these the value is not used. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads one file of a configuration, within the limits of a descriptor in a repository.
 *
 * @returns undefined when there is no such file
 * @throws {CatalogError} `invalid-config` when the file cannot be read
 */
export async function readLayer(path: string, cwd: string): Promise<ConfigLayer | undefined> {
  const file = relative(cwd, path);
  const content = await contentOf(path, file);
  if (!content) return undefined;
  const [document, second] = readDocuments(content, { limits: repositoryReadLimits });
  const value = document?.value;
  const problems = (document?.problems ?? []).flatMap((problem): ConfigProblem[] => {
    const { severity, line, column } = problem;
    return severity === "error" ? [{ file, line: line ?? 1, column: column ?? 1, message: messageOf(problem) }] : [];
  });
  if (second) {
    const message = "The file has several documents, but a configuration is one. Remove the --- above.";
    problems.push({ file, line: second.line, column: second.column, message });
  }
  return { file, value: isMapping(value) ? value : {}, positions: document?.positions ?? {}, problems };
}

/** What the reader of descriptors found, for a configuration, and without the pieces of the file that it quotes. */
function messageOf({ rule, message }: ReadProblem): string {
  if (rule === "yaml/not-an-object") return "A configuration is a mapping. Begin with sources:, for example.";
  return rule === "yaml/syntax" ? message.replace(/: ".*"/s, "") : message;
}

/** One byte more than is allowed shows that there is more. */
async function contentOf(path: string, file: string): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  try {
    const stream: AsyncIterable<Uint8Array> = createReadStream(path, { end: repositoryReadLimits.maxBytes });
    for await (const chunk of stream) chunks.push(chunk);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = printable(`The configuration ${file} could not be read: ${why}.`);
    throw new CatalogError("invalid-config", message, { cause });
  }
  return Buffer.concat(chunks);
}

function isMissing(reason: unknown): boolean {
  return reason instanceof Error && "code" in reason && (reason.code === "ENOENT" || reason.code === "ENOTDIR");
}
