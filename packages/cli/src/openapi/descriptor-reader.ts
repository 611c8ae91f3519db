import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type EntityRef, entityRef, type ReadDocument, readDocuments } from "@callboard/core";
import { isMapping } from "../mapping.ts";
import { place } from "../output/place.ts";
import type { TextPlace } from "./fault.ts";

/** An entity with an OpenAPI definition. */
export interface DescribedApi {
  readonly ref: EntityRef;
  readonly location: string;
  /** Where its document starts. */
  readonly line: number | null;
  readonly definition: string;
}

/** Reads descriptors once more, because entities do not keep where in a file each of their lines was. */
export interface DescriptorReader {
  /**
   * Tells the place in the descriptor of a place in its definition. Undefined where the descriptor is not a file here,
   * or has changed.
   */
  placesOf(api: DescribedApi): Promise<PlaceInDescriptor | undefined>;
}

/** A place in the descriptor. For a definition that is not written line by line, where the definition starts. */
export type PlaceInDescriptor = (inDefinition: TextPlace | null) => TextPlace;

export function descriptorReader(cwd: string): DescriptorReader {
  let last: { readonly location: string; readonly file: Promise<Descriptor | undefined> } | undefined;
  return {
    async placesOf(api) {
      if (!api.location.startsWith("file:")) return undefined;
      // Entities of one file are asked about one after the other.
      if (last?.location !== api.location) {
        last = { location: api.location, file: readDescriptor(resolve(cwd, place(api.location))) };
      }
      const file = await last.file;
      return file && placesIn(file, api);
    },
  };
}

interface Descriptor {
  readonly lines: readonly string[];
  readonly documents: readonly ReadDocument[];
}

async function readDescriptor(path: string): Promise<Descriptor | undefined> {
  try {
    const content = await readFile(path, "utf8");
    return { lines: content.split(/\r?\n/), documents: readDocuments(content) };
  } catch {
    return undefined;
  }
}

function placesIn({ lines, documents }: Descriptor, api: DescribedApi): PlaceInDescriptor | undefined {
  const document = documents.find(({ value }) => describes(value, api.ref));
  const start = document?.positions[DEFINITION];
  if (!start) return undefined;
  const [line, column] = start;
  const written = api.definition.split("\n");
  const isBlock = lines[line - 1]?.charAt(column - 1) === "|";
  const indent = isBlock ? indentOf(lines, line, written) : undefined;
  return (inDefinition) => {
    if (inDefinition === null || indent === undefined) return start;
    const [inLine, inColumn] = inDefinition;
    const isThere = lines[line + inLine - 1]?.slice(indent) === written[inLine - 1];
    return isThere ? [line + inLine, indent + inColumn] : start;
  };
}

const DEFINITION = "/spec/definition";

function describes(value: unknown, ref: EntityRef): boolean {
  if (!isMapping(value) || !isMapping(value.metadata) || typeof value.kind !== "string") return false;
  const { name, namespace = "default" } = value.metadata;
  if (typeof name !== "string" || typeof namespace !== "string") return false;
  return entityRef({ kind: value.kind, namespace, name }) === ref;
}

/** How far a block is indented: the first line with text in it tells. */
function indentOf(lines: readonly string[], headerLine: number, written: readonly string[]): number | undefined {
  const index = written.findIndex((text) => text.trim() !== "");
  const text = written[index];
  const source = lines[headerLine + index];
  return text === undefined || !source?.endsWith(text) ? undefined : source.length - text.length;
}
