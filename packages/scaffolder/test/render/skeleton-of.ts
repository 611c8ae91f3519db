import type { TemplateFile } from "../../src/index.ts";

/** A skeleton by paths: the text or bytes of files, `-> target` for links, and paths with a slash at the end for folders. */
export async function* skeletonOf(
  entries: Readonly<Record<string, string | Uint8Array>>,
): AsyncGenerator<TemplateFile> {
  for (const [written, held] of Object.entries(entries)) {
    const linkTo = typeof held === "string" && held.startsWith("-> ") ? held.slice(3) : null;
    const type = written.endsWith("/") ? "folder" : linkTo === null ? "file" : "link";
    const bytes = typeof held === "string" ? new TextEncoder().encode(held) : held;
    yield {
      path: written.replace(/\/$/, ""),
      type,
      isExecutable: written.endsWith(".sh"),
      linkTo,
      content: async () => bytes,
    };
  }
}
