import { stringify } from "yaml";
import { short } from "./describe.ts";
import type { Evidence } from "./evidence.ts";
import { grouped } from "./grouped.ts";
import { folderOf, foldersUp } from "./paths.ts";
import type { DescriptorFile, InferredEntity } from "./scan-result.ts";
import type { Subject, Subjects } from "./subjects.ts";

/**
 * Finds the descriptor an entity goes into: of a component and what it provides the one in its folder, of a resource the
 * one of what is built there, or of the repository.
 */
export function descriptorFinder(
  { components, repositories }: Subjects,
  evidence: Evidence,
): (subject: Subject) => string {
  const pathIn = descriptorPaths(evidence);
  const built = new Set(components.filter(({ units }) => units.length > 0).map(({ folder }) => folder));
  return (subject) => {
    if (subject.is === "component") return pathIn(subject.folder);
    if (subject.is === "api") return pathIn(subject.provider.folder);
    const { path } = subject.place;
    const folder = [...foldersUp(folderOf(path))].find((each) => each !== "" && built.has(each));
    return pathIn(folder ?? repositories.of(path));
  };
}

/** The descriptor to make in each folder: beside one that is there another one. */
export function descriptorPaths({ catalogFiles }: Evidence): (folder: string) => string {
  const taken = new Set(catalogFiles.map(({ path }) => path));
  const made = new Map<string, string>();
  const pathIn = (folder: string) => {
    const prefix = folder === "" ? "" : `${folder}/`;
    let path = `${prefix}catalog-info.yaml`;
    for (let count = 1; taken.has(path); count++)
      path = `${prefix}catalog-info-inferred${count === 1 ? "" : `-${count}`}.yaml`;
    return path;
  };
  return (folder) => {
    const path = made.get(folder) ?? pathIn(folder);
    made.set(folder, path);
    return path;
  };
}

/** The descriptors with these entities in them, by their paths. */
export function descriptorFiles(entities: readonly InferredEntity[]): readonly DescriptorFile[] {
  const byFile = grouped(entities, ({ file }) => file);
  return [...byFile]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([path, list]) => ({
      path,
      content: list
        .map(({ entity }) => stringify(entity, { lineWidth: 0, aliasDuplicateObjects: false }))
        .join("---\n"),
      refs: list.map(({ ref }) => short(ref)),
    }));
}
