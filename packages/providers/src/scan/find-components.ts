import { type Evidence, PLATFORMS, type Unit, type Workload } from "./evidence.ts";
import { grouped } from "./grouped.ts";
import { knownImage } from "./known-images.ts";
import { baseName, folderOf } from "./paths.ts";
import type { Repositories } from "./repositories.ts";
import type { Undecided } from "./scan-result.ts";
import type { SourceFolders } from "./source-folders.ts";
import { type Component, entityName } from "./subjects.ts";

/**
 * A component for each workload of a folder, and for each folder that something is built from and nothing is known to
 * run.
 *
 * @param own workloads by the folder of their source, or by a key of their own where there is none
 */
export function findComponents(
  own: ReadonlyMap<string, readonly Workload[]>,
  folders: SourceFolders,
  evidence: Evidence,
  repositories: Repositories,
  undecided: Undecided[],
): readonly Component[] {
  const found = [
    ...[...own].flatMap(([folder, workloads]) => running(folder, workloads, folders.units.get(folder) ?? [])),
    ...notRunning(own, folders, evidence, repositories, undecided),
  ];
  return distinguished(found, repositories, undecided);
}

/** One for each name under which the platform that knows best runs it; what other platforms say of it is added. */
function running(folder: string, workloads: readonly Workload[], units: readonly Unit[]): readonly Component[] {
  const platform = PLATFORMS.find((each) => workloads.some((workload) => workload.platform === each));
  const main = grouped(
    workloads.filter((workload) => workload.platform === platform),
    ({ name }) => name,
  );
  const others = workloads.filter((workload) => workload.platform !== platform);
  const roles = new Set(units.map(({ role }) => role));
  return [...main].flatMap(([name, same], index): readonly Component[] => {
    const [first] = same;
    if (!first) return [];
    // What is called like none of them belongs to the first.
    const further = others.filter((workload) => (main.has(workload.name) ? workload.name === name : index === 0));
    return [
      {
        is: "component",
        name,
        type: roles.has("website") && !roles.has("service") ? "website" : "service",
        folder: units.length > 0 || first.build ? folder : folderOf(first.place.path),
        place: units[0]?.place ?? first.place,
        workloads: [...same, ...further],
        units,
      },
    ];
  });
}

function notRunning(
  own: ReadonlyMap<string, readonly Workload[]>,
  { units, runs }: SourceFolders,
  evidence: Evidence,
  repositories: Repositories,
  undecided: Undecided[],
): readonly Component[] {
  const needed = new Set(evidence.units.flatMap(({ needs }) => needs.flatMap(({ names }) => names)));
  const components: Component[] = [];
  for (const [folder, list] of units) {
    const [first] = list;
    if (!first || own.has(folder)) continue;
    const isNeeded = list.some(({ provides }) => provides.some((name) => needed.has(name)));
    const isSite = list.some(({ role }) => role === "website") && !list.some(({ role }) => role === "service");
    const isPublished = list.some(({ role }) => role === "library");
    if (runs(folder) || isNeeded || isPublished || repositories.has(folder)) {
      const type = !runs(folder) ? "library" : isSite ? "website" : "service";
      const name = first.name === "" ? baseName(folder) : first.name;
      components.push({ is: "component", name, type, folder, place: first.place, workloads: [], units: list });
    } else {
      const what = `${first.name} is built here, but nothing runs it and nothing needs it.`;
      undecided.push({ place: first.place, what });
    }
  }
  for (const [path, { base, place }] of evidence.dockerfiles) {
    const folder = folderOf(path);
    if (!units.has(folder) && !own.has(folder) && !knownImage(base) && !evidence.workspaceRoots.has(folder)) {
      undecided.push({ place, what: `${path} builds an image, but nothing here runs it.` });
    }
  }
  return components;
}

/** Components of one name get names of their own: a library steps back, then folders tell them apart. */
function distinguished(
  found: readonly Component[],
  repositories: Repositories,
  undecided: Undecided[],
): readonly Component[] {
  const taken = new Set<string>();
  const names = new Map<Component, string>();
  for (const component of found.toSorted(
    (left, right) => Number(left.type === "library") - Number(right.type === "library"),
  )) {
    const base = entityName(component.name);
    const name = [
      base,
      ...(component.type === "library" ? [`${base}-lib`] : []),
      `${baseName(repositories.of(component.folder))}-${base}`,
      `${baseName(folderOf(component.folder))}-${base}`,
    ]
      .map(entityName)
      .find((each) => each !== "" && !taken.has(each.toLowerCase()));
    if (name === undefined) {
      undecided.push({ place: component.place, what: `Another component is called ${base}. Only the first is kept.` });
    } else {
      taken.add(name.toLowerCase());
      names.set(component, name);
    }
  }
  return found.flatMap((component) => {
    const name = names.get(component);
    return name === undefined ? [] : [{ ...component, name }];
  });
}
