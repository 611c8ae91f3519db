import type { TemplateFile } from "../template/template.ts";
import type { RenderedEntry } from "./render-skeleton.ts";

/** The entries of a skeleton as they are. */
export async function* copySkeleton(files: AsyncIterable<TemplateFile>): AsyncGenerator<RenderedEntry> {
  for await (const { path, type, isExecutable, linkTo, content } of files) {
    if (type === "folder") yield { path, type };
    else if (linkTo !== null) yield { path, type: "link", linkTo };
    else yield { path, type: "file", isExecutable, content };
  }
}
