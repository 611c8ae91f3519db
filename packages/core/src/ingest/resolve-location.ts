/**
 * Where a path or web address leads that a document names, as a place without its type. Web addresses stay as they are
 * written. A leading `/` is the root of the repository or folder; `..` above a folder's root is kept, for its reader to
 * refuse.
 *
 * @param base the place of the document: a web address, or a path
 */
export function resolvePlace(target: string, base: string): string {
  if (hasScheme(target)) return target;
  return hasScheme(base) ? resolveUrl(target, base) : resolvePath(target, base);
}

/** A location taken apart at its first colon: `file:web/catalog-info.yaml` is of type `file`. */
export function locationParts(location: string): { readonly type: string; readonly place: string } {
  const colon = location.indexOf(":");
  return { type: location.slice(0, Math.max(colon, 0)), place: location.slice(colon + 1) };
}

/** True for what starts like an address, `https:` or any other scheme. */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

function resolveUrl(target: string, base: string): string {
  if (!URL.canParse(base)) return target;
  const from = new URL(base);
  const root = target.startsWith("/") ? repositoryRoot(from.pathname) : "";
  if (!URL.canParse(`${root}${target}`, base)) return target;
  const url = new URL(`${root}${target}`, from);
  url.search = from.search;
  return url.href;
}

/** What stands before the branch, or a tag or commit, in the paths of files on git hosts. */
const BEFORE_BRANCH = new Set(["blob", "tree", "raw", "edit", "src"]);

/** The path down to the branch, without a slash at its end; empty where there is none. */
function repositoryRoot(path: string): string {
  const parts = path.split("/");
  const before = parts.findIndex((part, index) => index > 2 && BEFORE_BRANCH.has(part));
  return before < 0 ? "" : parts.slice(0, before + 2).join("/");
}

function resolvePath(target: string, base: string): string {
  const start = target.startsWith("/") ? [] : base.split("/").slice(0, -1);
  const path: string[] = [];
  for (const part of [...start, ...target.split("/")]) {
    if (part === "." || part === "") continue;
    if (part === ".." && path.length > 0 && path.at(-1) !== "..") path.pop();
    else path.push(part);
  }
  return `${base.startsWith("/") ? "/" : ""}${path.join("/")}`;
}
