import { isDeepStrictEqual } from "node:util";
import { renderSkeleton, type SkeletonOptions, type TemplateFile } from "@callboard/scaffolder";
import { referenceEngine } from "./reference-engine.ts";

/** A skeleton, the input of the step that renders it, and the files and folders that come of it. */
export interface RecordedTree {
  readonly stepInput: Partial<Pick<SkeletonOptions, "values">> &
    Omit<SkeletonOptions, "values" | "engine" | "name"> & { readonly replace?: boolean };
  readonly input: Readonly<Record<string, RecordedFile>>;
  readonly expected: Readonly<Record<string, RecordedFile>>;
  /** Each with a slash at its end. */
  readonly expectedDirs: readonly string[];
}

interface RecordedFile {
  readonly text?: string;
  readonly base64?: string;
  readonly executable?: boolean;
}

type Tree = Pick<RecordedTree, "expected" | "expectedDirs">;

export async function renderedTree({ stepInput, input }: RecordedTree): Promise<Tree> {
  const { replace = false, values = {}, ...options } = stepInput;
  const files = new Map<string, RecordedFile>();
  const folders = new Set<string>();
  for await (const entry of renderSkeleton(skeleton(input), { ...options, values, engine: referenceEngine })) {
    if (entry.type === "folder") folders.add(`${entry.path}/`);
    if (entry.type !== "file" || (files.has(entry.path) && !replace)) continue;
    for (let end = entry.path.indexOf("/"); end >= 0; end = entry.path.indexOf("/", end + 1))
      folders.add(entry.path.slice(0, end + 1));
    const base64 = Buffer.from(await entry.content()).toString("base64");
    files.set(entry.path, { base64, ...(entry.isExecutable && { executable: true }) });
  }
  return { expected: Object.fromEntries(files), expectedDirs: [...folders] };
}

export function compareTree(recorded: RecordedTree, observed: Tree): readonly string[] {
  const paths = new Set([...Object.keys(recorded.expected), ...Object.keys(observed.expected)]);
  const differences = [...paths].flatMap((path) => {
    const [wanted, found] = [recorded.expected[path], observed.expected[path]];
    if (!found) return [`${path} is missing`];
    if (!wanted) return [`${path} is not recorded`];
    if (isDeepStrictEqual(plain(wanted), plain(found))) return [];
    return [`${path} holds ${JSON.stringify(textOf(found))}, recorded is ${JSON.stringify(textOf(wanted))}`];
  });
  const [wanted, found] = [recorded.expectedDirs.toSorted(), observed.expectedDirs.toSorted()];
  if (!isDeepStrictEqual(wanted, found))
    differences.push(`has the folders ${found.join(" ")}, recorded are ${wanted.join(" ")}`);
  return differences;
}

async function* skeleton(input: RecordedTree["input"]): AsyncGenerator<TemplateFile> {
  for (const [written, file] of Object.entries(input)) {
    const isFolder = written.endsWith("/");
    yield {
      path: isFolder ? written.slice(0, -1) : written,
      type: isFolder ? "folder" : "file",
      isExecutable: file.executable === true,
      linkTo: null,
      content: async () => Buffer.from(bytesOf(file)),
    };
  }
}

function bytesOf({ text = "", base64 }: RecordedFile): Buffer {
  return base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64");
}

function plain(file: RecordedFile): { readonly base64: string; readonly executable: boolean } {
  return { base64: bytesOf(file).toString("base64"), executable: file.executable === true };
}

function textOf(file: RecordedFile): string {
  return `${bytesOf(file).toString()}${file.executable ? " (executable)" : ""}`;
}
