import { filledIn } from "./addresses.ts";
import type { ConfigMap, Evidence, Setting } from "./evidence.ts";
import { folderOf, foldersUp } from "./paths.ts";
import type { Repositories } from "./repositories.ts";
import type { Component } from "./subjects.ts";

/** What a component is told. */
export interface ComponentSetting extends Setting {
  /** True for a line of a file that several components are given: that one does not read it means nothing. */
  readonly isShared: boolean;
}

/** Everything components are told: by what runs them, and by files beside their code; with variables filled in. */
export function settingsFinder(
  evidence: Evidence,
  repositories: Repositories,
): (component: Component) => readonly ComponentSetting[] {
  const { settingFiles, workloads } = evidence;
  const given = new Set(workloads.flatMap((workload) => workload.settingFiles));
  const byFolder = settingsByFolder(evidence, given);
  const maps = new Map<string, ConfigMap>();
  for (const map of evidence.configMaps) {
    for (const key of [map.name, `${repositories.of(map.path)} ${map.name}`]) if (!maps.has(key)) maps.set(key, map);
  }
  const valuesOf = new Map([...settingFiles].map(([path, settings]) => [path, firstValues(settings)]));

  /** Of several ConfigMaps of one name that of the same repository counts. */
  function configMap(name: string, path: string): ConfigMap | undefined {
    return maps.get(`${repositories.of(path)} ${name}`) ?? maps.get(name);
  }

  function withConfigMap(setting: Setting): Setting {
    const [, name, key] = /^configmap:\/\/([^/]*)\/(.*)$/.exec(setting.value) ?? [];
    if (name === undefined) return setting;
    const found = configMap(name, setting.place.path)?.settings.find((each) => each.name === key);
    return { ...setting, value: found?.value ?? "" };
  }

  return ({ workloads, folder }) => {
    const own = workloads.flatMap((workload) => [
      ...workload.settings.map(withConfigMap),
      ...workload.configMaps.flatMap((name) => configMap(name, workload.place.path)?.settings ?? []),
    ]);
    const shared = new Set(workloads.flatMap((workload) => workload.settingFiles));
    const settings = [
      ...[...own, ...(byFolder.get(folder) ?? [])].map((setting) => ({ ...setting, isShared: false })),
      ...[...shared].flatMap((path) => settingFiles.get(path) ?? []).map((setting) => ({ ...setting, isShared: true })),
    ];
    const values = firstValues(settings);
    return settings.map((setting) => {
      // Compose fills in what a file `.env` beside it says; anything else, what the component is told.
      const beside = valuesOf.get(besidePath(setting.place.path));
      const known = (name: string) => beside?.get(name) ?? (name === setting.name ? undefined : values.get(name));
      return { ...setting, value: filledIn(setting.value, known) };
    });
  };
}

function firstValues(settings: readonly Setting[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of settings) if (!values.has(name)) values.set(name, value);
  return values;
}

function besidePath(path: string): string {
  const folder = folderOf(path);
  return folder === "" ? ".env" : `${folder}/.env`;
}

/** Settings of files that no workload names, by the nearest folder that something is built from. */
function settingsByFolder(evidence: Evidence, given: ReadonlySet<string>): ReadonlyMap<string, readonly Setting[]> {
  const { settingFiles, units, dockerfiles, workspaceRoots } = evidence;
  const built = new Set([...units.map(({ folder }) => folder), ...[...dockerfiles.keys()].map(folderOf)]);
  for (const folder of workspaceRoots) built.delete(folder);
  const byFolder = new Map<string, Setting[]>();
  for (const [path, settings] of settingFiles) {
    const folder = given.has(path) ? undefined : [...foldersUp(folderOf(path))].find((each) => built.has(each));
    if (folder === undefined) continue;
    const list = byFolder.get(folder) ?? [];
    for (const setting of settings) list.push(setting);
    byFolder.set(folder, list);
  }
  return byFolder;
}
