import type { Checkout } from "./checkout.ts";
import { addTo } from "./grouped.ts";
import { folderOf, foldersUp } from "./paths.ts";
import { type CodeFindings, isCode, noFindings, readCode } from "./source-code.ts";
import type { Component } from "./subjects.ts";

/** More code than this is not read; then nothing is said about what the rest reads. */
const MAX_CHARACTERS = 256 * 2 ** 20;

/**
 * What the code of each component says: all in its folder but what lies in the folder of another one, and what is
 * mounted into it.
 *
 * @param wanted the words to look for, as `codeWord` writes them
 */
export async function readComponentCode(
  components: readonly Component[],
  checkout: Checkout,
  wanted: ReadonlySet<string>,
): Promise<(component: Component) => CodeFindings> {
  const byFolder = new Map<string, Component[]>();
  const byMount = new Map<string, Component[]>();
  for (const component of components) {
    const isBuilt = component.units.length > 0 || component.workloads.some(({ build }) => build !== undefined);
    if (isBuilt) addTo(byFolder, component.folder, component);
    for (const mount of component.workloads.flatMap(({ mounts }) => mounts))
      if (mount !== "") addTo(byMount, mount, component);
  }
  const readersOf = (path: string): readonly Component[] => {
    const above = [path, ...foldersUp(folderOf(path))];
    const folder = above.find((each) => byFolder.has(each));
    const inFolder = folder === undefined ? [] : (byFolder.get(folder) ?? []);
    return byMount.size === 0
      ? inFolder
      : [...new Set([...inFolder, ...above.flatMap((each) => byMount.get(each) ?? [])])];
  };

  const findings = new Map<Component, CodeFindings>();
  let characters = 0;
  for await (const file of checkout.read(checkout.paths.filter((path) => isCode(path) && readersOf(path).length > 0))) {
    characters += file.text.length;
    for (const component of readersOf(file.path)) {
      const found = findings.get(component) ?? noFindings();
      findings.set(component, found);
      if (characters <= MAX_CHARACTERS) readCode(file, wanted, found);
      else found.isWhole = false;
    }
  }
  return (component) => findings.get(component) ?? NOTHING;
}

const NOTHING = noFindings();
