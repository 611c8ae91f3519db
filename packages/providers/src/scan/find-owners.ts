import { type Codeowners, parseCodeowners } from "../codeowners.ts";
import type { Evidence, Place } from "./evidence.ts";
import { folderOf, foldersUp } from "./paths.ts";
import { ownedFolder } from "./repositories.ts";
import type { InferredOwner } from "./scan-result.ts";
import { entityName } from "./subjects.ts";

/** Who owns what lies in a folder or is declared in a file. */
export interface OwnerFinder {
  /** By a rule of CODEOWNERS for more than everything. */
  named(path: string): InferredOwner | undefined;
  /** By any rule of CODEOWNERS. */
  any(path: string): InferredOwner | undefined;
}

/** What the CODEOWNERS files say; the nearest one above a path counts. */
export function ownerFinder({ codeowners }: Evidence): OwnerFinder {
  const files = new Map<string, OwnersFile>();
  for (const { path, text } of codeowners) {
    const folder = ownedFolder(path);
    const rules = parseCodeowners(text, path.includes(".gitlab/") ? "gitlab" : "github");
    if (!files.has(folder)) files.set(folder, { path, folder, rules });
  }
  const find = (path: string, accepts: (pattern: string) => boolean) => {
    const above = [...foldersUp(folderOf(path))].find((folder) => files.has(folder));
    const file = above === undefined ? undefined : files.get(above);
    if (!file) return undefined;
    const inside = file.folder === "" ? path : path.slice(file.folder.length + 1);
    // A name that no rule is made for: what is owned is the folder, not one kind of file in it.
    const rule = file.rules.rulesFor(inside === "" ? "_" : inside).findLast(({ pattern }) => accepts(pattern));
    const ref = rule && refOfOwners(rule.owners);
    return ref === undefined
      ? undefined
      : ({ ref, place: { path: file.path, line: rule?.line ?? 1 }, because: "CODEOWNERS" } as const);
  };
  return {
    named: (path) => find(path, (pattern) => !/^\/?\*{1,2}(?:\/\*)?$/.test(pattern)),
    any: (path) => find(path, () => true),
  };
}

interface OwnersFile {
  readonly path: string;
  readonly folder: string;
  readonly rules: Codeowners;
}

/** A team before a person; an address of a mailbox only where there is nothing else. */
function refOfOwners(owners: readonly string[]): string | undefined {
  const team = owners.find((owner) => owner.startsWith("@") && owner.includes("/"));
  if (team !== undefined) return groupRef(team);
  const user = owners.find((owner) => owner.startsWith("@")) ?? owners[0];
  const name = entityName(user?.replace(/^@+/, "").replace(/@.*$/, "") ?? "").toLowerCase();
  return name === "" ? undefined : `user:default/${name}`;
}

/** The group that a team is called: `@acme/payments` and `Payments Team` alike. */
function groupRef(team: string): string | undefined {
  const name = entityName(
    team
      .slice(team.lastIndexOf("/") + 1)
      .replace(/^@+/, "")
      .trim(),
  ).toLowerCase();
  return name === "" ? undefined : `group:default/${name}`;
}

/** The owner that a label or a tag names. */
export function labelledOwner(team: string | undefined, place: Place): InferredOwner | undefined {
  const ref = team === undefined ? undefined : groupRef(team);
  return ref === undefined ? undefined : { ref, place, because: "label" };
}

/** The owner that a manifest names as its author. */
export function authorOwner(author: string | undefined, place: Place): InferredOwner | undefined {
  const name = entityName(author?.replace(/[<(].*$/, "").trim() ?? "").toLowerCase();
  return name === "" ? undefined : { ref: `user:default/${name}`, place, because: "manifest" };
}
