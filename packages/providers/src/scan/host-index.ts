import { namesOfHost } from "./addresses.ts";
import type { Alias, Evidence } from "./evidence.ts";
import { folderOf, foldersUp } from "./paths.ts";
import type { Component, Resource, Subjects } from "./subjects.ts";

/** What a host leads to. */
export type HostMatch =
  | { readonly status: "found"; readonly subject: Component | Resource }
  | { readonly status: "ambiguous" | "unknown" };

/** Finds what a host leads to, as seen from a file. */
export type HostIndex = (host: string, fromPath: string) => HostMatch;

/** What a name leads to, by the folder in which it does. */
type Meanings = Map<string, Set<Component | Resource>>;

/** Stands for every folder; none is called so. */
const ANYWHERE = "*";

/** The names of everything that runs. What is near a file goes before what is known by a name anywhere. */
export function hostIndex(
  { components, resources, repositories }: Subjects,
  { aliases, namespaces }: Evidence,
): HostIndex {
  const index = new Map<string, Meanings>();
  const add = (host: string, subject: Component | Resource, within: string) => {
    const meanings: Meanings = index.get(host.toLowerCase()) ?? new Map();
    meanings.set(within, (meanings.get(within) ?? new Set()).add(subject));
    index.set(host.toLowerCase(), meanings);
  };

  for (const subject of components) {
    if (subject.type !== "library") add(subject.name, subject, ANYWHERE);
    for (const { platform, hosts, place } of subject.workloads) {
      for (const host of hosts) {
        add(host, subject, platform === "compose" ? folderOf(place.path) : repositories.of(place.path));
        if (platform !== "compose") add(host, subject, ANYWHERE);
      }
    }
  }
  for (const subject of resources) {
    add(subject.name, subject, subject.isDeclared ? ANYWHERE : repositories.of(subject.place.path));
    for (const host of subject.isDeclared ? subject.hosts : []) add(host, subject, ANYWHERE);
    for (const { hosts, place, platform } of subject.workloads) {
      for (const host of hosts) add(host, subject, platform === "compose" ? folderOf(place.path) : ANYWHERE);
    }
  }
  const targetsOf = aliasTargets([...components, ...resources], index, (path) => repositories.of(path));
  for (const alias of aliases.toSorted((left, right) => right.selector.size - left.selector.size)) {
    const [subject, other] = targetsOf(alias);
    if (subject && other === undefined) add(alias.host, subject, ANYWHERE);
  }

  return (host, fromPath) => {
    for (const name of namesOfHost(host, namespaces)) {
      const meanings = index.get(name);
      if (!meanings) continue;
      const within = [...foldersUp(folderOf(fromPath)), ANYWHERE].find((each) => meanings.has(each));
      const [subject, other] = (within !== undefined && meanings.get(within)) || [];
      if (subject) return other === undefined ? { status: "found", subject } : { status: "ambiguous" };
    }
    return { status: "unknown" };
  };
}

/** Finds what is behind a Service, by the labels of its pods, or behind the host of an Ingress. */
function aliasTargets(
  subjects: readonly (Component | Resource)[],
  index: ReadonlyMap<string, Meanings>,
  repositoryOf: (path: string) => string,
): (alias: Alias) => Iterable<Component | Resource> {
  const byLabel = new Map<string, Set<Component | Resource>>();
  for (const subject of subjects) {
    for (const { labels, place } of subject.workloads) {
      for (const [key, value] of labels) {
        const label = `${repositoryOf(place.path)} ${key}=${value}`;
        byLabel.set(label, (byLabel.get(label) ?? new Set()).add(subject));
      }
    }
  }
  return ({ host, target, selector, path }) => {
    if (selector.size === 0) return (host !== target && index.get(target.toLowerCase())?.get(ANYWHERE)) || [];
    const labels = [...selector].map(([key, value]) => byLabel.get(`${repositoryOf(path)} ${key}=${value}`));
    return [...(labels[0] ?? [])].filter((subject) => labels.every((set) => set?.has(subject)));
  };
}
