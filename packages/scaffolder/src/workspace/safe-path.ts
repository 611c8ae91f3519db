import { TemplateError } from "../template-error.ts";

/**
 * The parts of a path inside a workspace; none for the workspace itself. A path that could lead elsewhere on any system
 * is refused: absolute, with `..`, a drive, a backslash, `~` at its start or a NUL.
 *
 * @throws {TemplateError} `outside-workspace`
 */
export function pathParts(path: string): readonly string[] {
  if (path.startsWith("/") || path.startsWith("~") || path.includes("\\") || path.includes("\0") || DRIVE.test(path)) {
    throw outside(path);
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw outside(path);
  return parts;
}

const DRIVE = /^[a-z]:/i;

/** As {@link pathParts}, for what is written: the workspace itself, and what lies in a `.git`, is refused. */
export function writableParts(path: string): readonly string[] {
  const parts = pathParts(path);
  if (parts.length === 0) throw new TemplateError("outside-workspace", "An empty path names no file. Name one.");
  refuseGit(parts, path);
  const long = parts.find((part) => Buffer.byteLength(part) > MAX_NAME_BYTES);
  if (long === undefined) return parts;
  const message = `The name ${JSON.stringify(long.slice(0, 50))}… is longer than ${MAX_NAME_BYTES} bytes. Choose a shorter one.`;
  throw new TemplateError("invalid-values", message);
}

/** The most that file systems take for the name of one file. */
const MAX_NAME_BYTES = 255;

/** @throws {TemplateError} `not-allowed` when parts lie in a `.git` folder */
export function refuseGit(parts: readonly string[], path: string): void {
  if (!parts.some(isGitFolder)) return;
  const message = `${JSON.stringify(path)} lies in a .git folder, which no template may write. Choose another path.`;
  throw new TemplateError("not-allowed", message);
}

/** Also as file systems read it that know no case, leave out trailing dots and spaces, or have short names. */
function isGitFolder(part: string): boolean {
  const name = part
    .normalize("NFKC")
    .toLowerCase()
    .replace(IGNORED, "")
    .replace(/[. ]{1,64}$/, "");
  return name === ".git" || name === "git~1";
}

/** Characters that HFS+ leaves out when it compares names. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

export function outside(path: string): TemplateError {
  const shown = JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
  return new TemplateError(
    "outside-workspace",
    `${shown} leads out of the workspace. Use a path below it, with "/" between folders.`,
  );
}
