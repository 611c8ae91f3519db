import type { Workload } from "./evidence.ts";
import { addTo } from "./grouped.ts";
import { folderOf } from "./paths.ts";
import type { Repositories } from "./repositories.ts";

/** Workloads that several files tell of, as an overlay does of its base, as one each. */
export function mergeWorkloads(workloads: readonly Workload[], repositories: Repositories): readonly Workload[] {
  const merged = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { platform, name, place } = workload;
    const isLocal = platform === "compose" || platform === "procfile";
    const scope = isLocal ? folderOf(place.path) : repositories.of(place.path);
    const key = `${platform === "helm" ? "kubernetes" : platform} ${scope} ${name}`;
    addTo(merged, key, workload);
  }
  return [...merged.values()].flatMap(together);
}

function together(same: readonly Workload[]): readonly Workload[] {
  const [first] = same;
  if (!first || same.length === 1) return same;
  const image = same.map((each) => each.image).find((each) => each !== undefined);
  const build = same.map((each) => each.build).find((each) => each !== undefined);
  const team = same.map((each) => each.team).find((each) => each !== undefined);
  return [
    {
      ...first,
      ...(image !== undefined && { image }),
      ...(build && { build }),
      ...(team !== undefined && { team }),
      hosts: [...new Set(same.flatMap(({ hosts }) => hosts))],
      settings: same.flatMap(({ settings }) => settings),
      settingFiles: same.flatMap(({ settingFiles }) => settingFiles),
      mounts: same.flatMap(({ mounts }) => mounts),
      configMaps: same.flatMap(({ configMaps }) => configMaps),
      startsAfter: same.flatMap(({ startsAfter }) => startsAfter),
      labels: new Map(same.flatMap(({ labels }) => [...labels])),
    },
  ];
}
