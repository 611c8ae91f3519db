import type { Evidence, Unit, Workload } from "./evidence.ts";
import { addTo, grouped } from "./grouped.ts";
import { imageName, imageOwner, knownImage } from "./known-images.ts";
import { baseName, folderOf, foldersUp } from "./paths.ts";
import type { Repositories } from "./repositories.ts";

/** The folders that something is built from. */
export interface SourceFolders {
  /** What manifests say about each; roots of workspaces are left out. */
  readonly units: ReadonlyMap<string, readonly Unit[]>;
  /** True where what is built can run. */
  runs(folder: string): boolean;
  /** Where the source of a workload lies; undefined where that cannot be told. */
  of(workload: Workload): string | undefined;
}

export function sourceFolders(evidence: Evidence, repositories: Repositories): SourceFolders {
  const units = grouped(
    evidence.units.filter(({ folder }) => !evidence.workspaceRoots.has(folder)),
    ({ folder }) => folder,
  );
  const withDockerfile = new Set([...evidence.dockerfiles.keys()].map(folderOf));
  const runs = (folder: string) =>
    withDockerfile.has(folder) ||
    (units.get(folder) ?? []).some(({ role }) => role === "service" || role === "website");
  const folders = [...new Set([...units.keys(), ...withDockerfile])];
  const byName = new Map<string, string[]>();
  for (const folder of folders) {
    const names = new Set([baseName(folder), ...(units.get(folder) ?? []).map(({ name }) => name)].map(plainName));
    for (const name of names) addTo(byName, name, folder);
  }
  const running = grouped(folders.filter(runs), (folder) => repositories.of(folder));

  /** The one folder that is called so, in the same repository or anywhere; one that runs goes before a library. */
  function called(name: string, repository: string): string | undefined {
    const all = byName.get(plainName(name)) ?? [];
    for (const among of [all.filter((folder) => repositories.of(folder) === repository), all]) {
      const deployable = among.filter(runs);
      const [only, other] = deployable.length > 0 ? deployable : among;
      if (only !== undefined && other === undefined) return only;
    }
    return undefined;
  }

  function built(workload: Workload, { folder, dockerfile }: NonNullable<Workload["build"]>): string | undefined {
    if (workload.platform !== "compose") return folder;
    const candidates = dockerfile === undefined ? [folder] : [folderOf(dockerfile), folder];
    return (
      candidates.find((each) => each !== "" && (units.has(each) || withDockerfile.has(each))) ??
      candidates.find((each) => units.has(each) || withDockerfile.has(each))
    );
  }

  return {
    units,
    runs,
    of(workload) {
      const { build, image, name, place } = workload;
      if (build) return built(workload, build);
      const repository = repositories.of(place.path);
      for (const wanted of image === undefined ? [name] : [imageName(image), name]) {
        const found = called(wanted, repository);
        if (found !== undefined) return found;
      }
      if (image !== undefined && (knownImage(image) || imageOwner(image) === undefined)) return undefined;
      // A repository of one service runs it under whatever name.
      const [only, other] = running.get(repository) ?? [];
      if (repository !== "" && only !== undefined && other === undefined) return only;
      return [...foldersUp(folderOf(place.path))].find((folder) => folder !== "" && runs(folder));
    },
  };
}

/** `orders_service` and `OrdersService` are one name. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
