import type { TemplateFile } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { globMatcher } from "../workspace/glob-matcher.ts";
import { type SkeletonTextOptions, skeletonText } from "./skeleton-text.ts";

/** How a skeleton becomes files; the rules are those of Backstage's `fetch:template`. */
export interface SkeletonOptions extends SkeletonTextOptions {
  /** Globs of what is copied as it is, under a path that is rendered. */
  readonly copyWithoutTemplating?: readonly string[];
  /** The older one: globs of what is copied as it is, path included. Not together with the other. */
  readonly copyWithoutRender?: readonly string[];
  /** Only files with this extension are rendered, and lose it; `true` is `.njk`. Not together with any of the above. */
  readonly templateFileExtension?: string | boolean;
}

/** What becomes of one entry of a skeleton. */
export type RenderedEntry =
  | { readonly path: string; readonly type: "folder" }
  | { readonly path: string; readonly type: "link"; readonly linkTo: string }
  | {
      readonly path: string;
      readonly type: "file";
      readonly isExecutable: boolean;
      /** Rendered when it is asked for. @throws {TemplateError} with the place in the skeleton */
      content(): Promise<string | Uint8Array>;
    };

/**
 * Renders a skeleton: the paths of its entries, and the text of its files. An entry whose path comes to nothing, or to
 * one with a nameless folder in it, is left out, so that `{% if values.docs %}docs{% endif %}/index.md` is there only
 * with docs. Binary files and symbolic links are copied.
 *
 * @throws {TemplateError} `invalid-values` for options that exclude one another; with the place in the skeleton,
 *   `template-failed` and `limit-exceeded`
 */
export async function* renderSkeleton(
  files: AsyncIterable<TemplateFile>,
  options: SkeletonOptions,
): AsyncGenerator<RenderedEntry> {
  const plan = entryPlans(options);
  const text = skeletonText(options);
  for await (const file of withFolders(files)) {
    const { rendersPath, rendersContent, template } = plan(file);
    // A folder ends in "/" so that one whose name comes to nothing is seen as such.
    const written = file.type === "folder" ? `${template}/` : template;
    const rendered = rendersPath ? text.path(written, file) : written;
    if (rendered === "" || rendered.startsWith("/") || rendered.includes("//")) continue;
    if (file.type !== "folder" && rendered.endsWith("/")) continue;
    if (file.type === "folder") yield { path: rendered.replace(/\/$/, ""), type: "folder" };
    else if (file.linkTo !== null) yield { path: rendered, type: "link", linkTo: file.linkTo };
    else {
      const content = () => (rendersContent ? text.content(file) : file.content());
      yield { path: rendered, type: "file", isExecutable: file.isExecutable, content };
    }
  }
}

/** What is done with an entry. */
interface EntryPlan {
  /** Its path, without an extension that only templates have. */
  readonly template: string;
  readonly rendersPath: boolean;
  readonly rendersContent: boolean;
}

function entryPlans(options: SkeletonOptions): (file: TemplateFile) => EntryPlan {
  const { copyWithoutTemplating, copyWithoutRender, templateFileExtension, cookiecutterCompat = false } = options;
  if (copyWithoutTemplating && copyWithoutRender) throw excluding("copyWithoutTemplating", "copyWithoutRender");
  const patterns = copyWithoutTemplating ?? copyWithoutRender;
  if (!templateFileExtension) {
    const isCopied = globMatcher(patterns ?? []);
    return ({ path }) => {
      const rendersContent = !isCopied(path);
      return { template: path, rendersPath: rendersContent || copyWithoutRender === undefined, rendersContent };
    };
  }
  if (copyWithoutTemplating) throw excluding("templateFileExtension", "copyWithoutTemplating");
  if (copyWithoutRender) throw excluding("templateFileExtension", "copyWithoutRender");
  if (cookiecutterCompat) throw excluding("templateFileExtension", "cookiecutterCompat");
  const given = templateFileExtension === true ? "njk" : templateFileExtension;
  const extension = given.startsWith(".") ? given : `.${given}`;
  return ({ path, type }) => {
    const isTemplate = type !== "folder" && extensionOf(path) === extension;
    const template = isTemplate ? path.slice(0, -extension.length) : path;
    return { template, rendersPath: true, rendersContent: isTemplate };
  };
}

function excluding(one: string, other: string): TemplateError {
  return new TemplateError("invalid-values", `${one} and ${other} exclude one another. Leave one out.`);
}

/** The last extension of a name; none for `.gitignore`. */
function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot) : "";
}

/** What file systems take; only an archive could hold a longer one. */
const MAX_PATH = 4096;

/** The entries, each after the folders around it, which not every source yields. */
async function* withFolders(files: AsyncIterable<TemplateFile>): AsyncGenerator<TemplateFile> {
  const folders = new Set<string>();
  for await (const file of files) {
    if (file.path.length > MAX_PATH) {
      const message = `The path ${file.path.slice(0, 50)}… is longer than ${MAX_PATH} characters. Shorten it.`;
      throw new TemplateError("limit-exceeded", message);
    }
    for (let end = file.path.indexOf("/"); end >= 0; end = file.path.indexOf("/", end + 1)) {
      const path = file.path.slice(0, end);
      if (folders.has(path)) continue;
      folders.add(path);
      yield { path, type: "folder", isExecutable: false, linkTo: null, content: async () => new Uint8Array() };
    }
    if (file.type === "folder" && folders.has(file.path)) continue;
    if (file.type === "folder") folders.add(file.path);
    yield file;
  }
}
