import type { CatalogView } from "@callboard/core";
import { type CatalogPagesOptions, catalogPages } from "../../src/pages.ts";

/** A time after all that a test catalog says. */
export const NOW = Date.parse("2026-01-02T00:00:00Z");

/** The answer to one request for a page. */
export async function pageOf(view: CatalogView, path: string, options: CatalogPagesOptions = {}) {
  const response = await catalogPages(view, { now: () => NOW, ...options }).request(path);
  return { status: response.status, headers: response.headers, html: await response.text() };
}

/** What of a page is read, without its tags. */
export function readable(html: string): string {
  return html
    .replace(/^[\s\S]*<main[^>]*>/, "")
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

/** Every tag of a page, each with its attributes. */
export function tagsOf(
  html: string,
): readonly { readonly name: string; readonly attributes: readonly (readonly [string, string])[] }[] {
  return Array.from(
    html.matchAll(/<([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*)\s*\/?>/g),
    ([, name = "", rest = ""]) => ({
      name: name.toLowerCase(),
      attributes: Array.from(
        rest.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g),
        ([, key = "", value = ""]) => [key.toLowerCase(), value] as const,
      ),
    }),
  );
}
