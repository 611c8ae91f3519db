import type { Checkout } from "./checkout.ts";
import type { Evidence, Workload } from "./evidence.ts";
import { findComponents } from "./find-components.ts";
import { type BackingWorkload, findResources } from "./find-resources.ts";
import { addTo } from "./grouped.ts";
import { imageName, imageOwner, type KnownImage, knownImage } from "./known-images.ts";
import { mergeWorkloads } from "./merge-workloads.ts";
import { baseName } from "./paths.ts";
import { repositoriesOf } from "./repositories.ts";
import type { Undecided } from "./scan-result.ts";
import { type SourceFolders, sourceFolders } from "./source-folders.ts";
import type { Subjects } from "./subjects.ts";

/** Which components and resources there are. What cannot be told is noted in `undecided`. */
export function findSubjects(evidence: Evidence, checkout: Checkout, undecided: Undecided[]): Subjects {
  const repositories = repositoriesOf(evidence);
  const folders = sourceFolders(evidence, repositories);
  const own = new Map<string, Workload[]>();
  const backings: BackingWorkload[] = [];
  const toolHosts = new Set<string>();
  for (const workload of mergeWorkloads(evidence.workloads, repositories)) {
    const folder = folders.of(workload);
    const known = knownAs(workload, folder, folders, evidence);
    if (known?.is === "backing") backings.push({ workload, type: known.type });
    else if (known) for (const host of workload.hosts) toolHosts.add(host);
    else if (folder !== undefined) addTo(own, folder, workload);
    else if (workload.mounts.some((path) => checkout.has(path))) {
      // A public image with files of this checkout in it, such as a proxy, is run here.
      own.set(`${workload.place.path} ${workload.name}`, [workload]);
    } else {
      const image = workload.image === undefined ? "" : ` from the image ${workload.image}`;
      undecided.push({ place: workload.place, what: `${workload.name} runs${image}, but its source is not here.` });
    }
  }
  const components = findComponents(own, folders, evidence, repositories, undecided);
  return {
    components,
    resources: findResources(evidence, backings, components, repositories),
    repositories,
    toolHosts,
  };
}

/** What a workload of others is; undefined for one that is built here, whatever its image is called. */
function knownAs(
  workload: Workload,
  folder: string | undefined,
  { units }: SourceFolders,
  { dockerfiles }: Evidence,
): KnownImage | undefined {
  const { image, build } = workload;
  if (build) {
    const path = build.dockerfile ?? (build.folder === "" ? "Dockerfile" : `${build.folder}/Dockerfile`);
    const base = dockerfiles.get(path)?.base;
    return base === undefined || (folder !== undefined && units.has(folder)) ? undefined : knownImage(base);
  }
  const isOwn =
    image !== undefined &&
    folder !== undefined &&
    imageOwner(image) !== undefined &&
    baseName(folder) === imageName(image);
  return image === undefined || isOwn ? undefined : knownImage(image);
}
