import { addressesIn } from "./addresses.ts";
import type { Checkout } from "./checkout.ts";
import { readComponentCode } from "./component-code.ts";
import { type ComponentSetting, settingsFinder } from "./component-settings.ts";
import type { Evidence, Place } from "./evidence.ts";
import { consumerFinder, providedApis, serviceWords } from "./find-apis.ts";
import { type HostIndex, hostIndex } from "./host-index.ts";
import { baseName } from "./paths.ts";
import type { InferredEdge, Undecided } from "./scan-result.ts";
import { readsSetting, wordsOfSetting } from "./setting-names.ts";
import type { CodeFindings } from "./source-code.ts";
import {
  type Component,
  entityName,
  type ProvidedApi,
  type Resource,
  type Subject,
  type Subjects,
} from "./subjects.ts";

/** An edge between what was found. */
export interface FoundEdge extends Pick<InferredEdge, "relation" | "place" | "because"> {
  readonly from: Component | Resource;
  readonly to: Subject;
}

/** Who needs what, and what was found on the way. */
export interface FoundEdges {
  readonly edges: readonly FoundEdge[];
  readonly apis: readonly ProvidedApi[];
  /** Topics that code names. */
  readonly topics: readonly Resource[];
}

/** Reads the code, and concludes who needs what. What cannot be told is noted in `undecided`. */
export async function findEdges(
  subjects: Subjects,
  evidence: Evidence,
  checkout: Checkout,
  undecided: Undecided[],
): Promise<FoundEdges> {
  const { components, repositories, toolHosts } = subjects;
  const settingsOf = settingsFinder(evidence, repositories);
  const settings = new Map(components.map((component) => [component, settingsOf(component)]));
  const wanted = new Set(evidence.apis.flatMap(({ services }) => [...services.keys()].flatMap(serviceWords)));
  for (const { name } of [...settings.values()].flat()) for (const word of wordsOfSetting(name)) wanted.add(word);
  const codeOf = await readComponentCode(components, checkout, wanted);

  const edges = new Map<string, FoundEdge>();
  const add = (edge: FoundEdge) => {
    const key = `${edge.from.is} ${edge.from.name} ${edge.relation} ${edge.to.is} ${edge.to.name}`;
    if (edge.from !== edge.to && !edges.has(key)) edges.set(key, edge);
  };
  const resolve = hostIndex(subjects, evidence);
  for (const component of components) {
    const found = { component, code: codeOf(component), resolve, add, undecided, toolHosts };
    addSettings(found, settings.get(component) ?? []);
    for (const { host, place } of component.workloads.flatMap(({ startsAfter }) => startsAfter)) {
      addHost(found, host, place, "depends_on");
    }
    for (const { text, place } of found.code.urls) {
      for (const { host } of addressesIn("url", text)) addHost(found, host, place, host);
    }
  }
  addPackages(components, add);
  const apis = providedApis(evidence.apis, components, codeOf, undecided);
  addApis(apis, components, codeOf, add);
  const topics = addTopics(components, codeOf, add);
  return { edges: withoutRepeats([...edges.values()]), apis, topics };
}

type Add = (edge: FoundEdge) => void;
type CodeOf = (component: Component) => CodeFindings;

/** A component whose edges are being found. */
interface Finding {
  readonly component: Component;
  readonly code: CodeFindings;
  readonly resolve: HostIndex;
  readonly add: Add;
  readonly undecided: Undecided[];
  readonly toolHosts: ReadonlySet<string>;
}

function addSettings(found: Finding, settings: readonly ComponentSetting[]): void {
  const { component, code, resolve, undecided, toolHosts } = found;
  for (const { name, value, place, origin, isShared } of settings) {
    const isUnread = origin === "environment" && code.hasCode && code.isWhole && !readsSetting(name, code.words);
    for (const { host, isCertain } of addressesIn(name, value)) {
      if (!isUnread) addHost(found, host, place, name);
      const { status } = resolve(host, place.path);
      if (isUnread && !isShared && status === "found") {
        const what = `${name} of ${component.name} names ${host}, but no code of ${component.name} reads it.`;
        undecided.push({ place, what });
      } else if (!isUnread && status === "unknown" && isCertain && !host.includes(".") && !toolHosts.has(host)) {
        undecided.push({ place, what: `${name} of ${component.name} names ${host}, which nothing here is called.` });
      }
    }
  }
}

function addHost({ component, resolve, add, undecided }: Finding, host: string, place: Place, because: string): void {
  const match = resolve(host, place.path);
  if (match.status === "found") add({ from: component, relation: "dependsOn", to: match.subject, place, because });
  else if (match.status === "ambiguous") {
    const what = `${because} of ${component.name} names ${host}, which several things here are called.`;
    undecided.push({ place, what });
  }
}

/** Packages of the checkout that others of it need. */
function addPackages(components: readonly Component[], add: Add): void {
  const providers = new Map<string, Set<Component>>();
  for (const component of components) {
    for (const name of component.units.flatMap(({ provides }) => provides)) {
      providers.set(name, (providers.get(name) ?? new Set()).add(component));
    }
  }
  for (const from of components) {
    for (const { names, place } of from.units.flatMap(({ needs }) => needs)) {
      const [because = ""] = names;
      const [only, other] = names.map((name) => providers.get(name)).find((each) => each !== undefined) ?? [];
      // Of several that are built from one folder it is not said which is needed.
      if (only && other === undefined) add({ from, relation: "dependsOn", to: only, place, because });
    }
  }
}

function addApis(apis: readonly ProvidedApi[], components: readonly Component[], codeOf: CodeOf, add: Add): void {
  const consumersOf = consumerFinder(components, codeOf);
  for (const to of apis) {
    const file = baseName(to.definition.path);
    add({ from: to.provider, relation: "providesApi", to, place: to.place, because: file });
    for (const [from, place] of consumersOf(to))
      add({ from, relation: "consumesApi", to, place, because: `client of ${file}` });
  }
}

function addTopics(components: readonly Component[], codeOf: CodeOf, add: Add): readonly Resource[] {
  const topics = new Map<string, Resource>();
  for (const from of components) {
    for (const [written, place] of codeOf(from).topics) {
      const name = entityName(written);
      const found = topics.get(name.toLowerCase());
      const to: Resource = found ?? {
        is: "resource",
        name,
        type: "kafka-topic",
        place,
        hosts: [],
        isDeclared: true,
        workloads: [],
      };
      topics.set(name.toLowerCase(), to);
      add({ from, relation: "dependsOn", to, place, because: `topic ${name}` });
    }
  }
  return [...topics.values()];
}

/** Without edges to components of which an interface is consumed: that says more. */
function withoutRepeats(edges: readonly FoundEdge[]): readonly FoundEdge[] {
  const consumed = new Set<string>();
  for (const { from, relation, to } of edges) {
    if (relation === "consumesApi" && to.is === "api") consumed.add(`${from.name} ${to.provider.name}`);
  }
  return edges.filter(
    ({ from, relation, to }) =>
      relation !== "dependsOn" || to.is !== "component" || !consumed.has(`${from.name} ${to.name}`),
  );
}
