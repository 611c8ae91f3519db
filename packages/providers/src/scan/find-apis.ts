import type { ApiDefinition, Place } from "./evidence.ts";
import { addTo, grouped } from "./grouped.ts";
import { baseName, folderOf, foldersUp } from "./paths.ts";
import type { Undecided } from "./scan-result.ts";
import { type CodeFindings, codeWord } from "./source-code.ts";
import { type Component, entityName, type ProvidedApi } from "./subjects.ts";

type CodeOf = (component: Component) => CodeFindings;

/** What the entity of an interface of a component is called at its end, by its type. */
const ENDINGS = { openapi: "api", asyncapi: "events", graphql: "graphql", grpc: "grpc" } as const;

/** How generated code calls the two sides of a service, in the languages there are. */
export function serviceWords(service: string): readonly string[] {
  return [...serverWords(service), ...clientWords(service)];
}

/** Which component provides each definition; one that nobody seems to provide is noted in `undecided`. */
export function providedApis(
  definitions: readonly ApiDefinition[],
  components: readonly Component[],
  codeOf: CodeOf,
  undecided: Undecided[],
): readonly ProvidedApi[] {
  const providersOf = providerFinder(components, codeOf);
  const found = definitions.flatMap((definition) => {
    const providers = providersOf(definition);
    if (providers.length === 0) {
      const what = `${definition.path} defines an interface, but it is not clear who provides it.`;
      undecided.push({ place: definition.place, what });
    }
    return providers.map((provider) => ({ definition: servedPart(definition, codeOf(provider)), provider }));
  });
  const alike = grouped(found, ({ definition, provider }) => `${definition.type} ${provider.name}`);
  return found.map(({ definition, provider }) => {
    const isOnly = alike.get(`${definition.type} ${provider.name}`)?.length === 1;
    const stem = baseName(definition.path).replace(/\..*$/, "");
    const name = entityName([provider.name, ...(isOnly ? [] : [stem]), ENDINGS[definition.type]].join("-"));
    const line = definition.services.values().next().value ?? definition.place.line;
    return { is: "api", name, definition, place: { path: definition.path, line }, provider };
  });
}

/** Finds who uses an interface, and where. */
export function consumerFinder(
  components: readonly Component[],
  codeOf: CodeOf,
): (api: ProvidedApi) => readonly (readonly [consumer: Component, place: Place])[] {
  const saying = componentsByWord(components, codeOf);
  const naming = new Map<string, Component[]>();
  for (const component of components) for (const path of codeOf(component).files.keys()) addTo(naming, path, component);
  return (api) => {
    const { path, services } = api.definition;
    const words = [...services.keys()].flatMap(clientWords);
    const candidates = new Set([...words.flatMap((word) => saying.get(word) ?? []), ...(naming.get(path) ?? [])]);
    return [...candidates].flatMap((component) => {
      const place = component === api.provider ? undefined : consumedAt(api, codeOf(component));
      return place ? [[component, place] as const] : [];
    });
  };
}

function componentsByWord(components: readonly Component[], codeOf: CodeOf): ReadonlyMap<string, readonly Component[]> {
  const byWord = new Map<string, Component[]>();
  for (const component of components) for (const word of codeOf(component).words.keys()) addTo(byWord, word, component);
  return byWord;
}

/** Where the code of a component uses an interface; undefined where it does not, or serves it itself. */
function consumedAt({ definition }: ProvidedApi, { words, files }: CodeFindings): Place | undefined {
  for (const service of definition.services.keys()) {
    if (serves(service, words)) continue;
    const word = clientWords(service).find((each) => words.has(each));
    if (word !== undefined) return words.get(word);
  }
  // Of a service, the file that its code is generated from says nothing about which side is generated.
  return definition.services.size === 0 ? files.get(definition.path) : undefined;
}

function serverWords(service: string): readonly string[] {
  return [
    `Register${service}Server`,
    `${service}ImplBase`,
    `${service}CoroutineImplBase`,
    `add_${service}Servicer_to_server`,
    `${service}Servicer`,
    `${service}Server`,
    `${service}Base`,
    `${service}.service`,
  ].map(codeWord);
}

function clientWords(service: string): readonly string[] {
  return [
    `New${service}Client`,
    `${service}BlockingStub`,
    `${service}FutureStub`,
    `${service}CoroutineStub`,
    `${service}Stub`,
    `${service}Client`,
  ].map(codeWord);
}

function serves(service: string, words: CodeFindings["words"]): boolean {
  return serverWords(service).some((word) => words.has(word));
}

/** Of a definition with several services those that a component serves; all where its code does not say. */
function servedPart(definition: ApiDefinition, { words }: CodeFindings): ApiDefinition {
  const served = new Map([...definition.services].filter(([service]) => serves(service, words)));
  return served.size === 0 ? definition : { ...definition, services: served };
}

function providerFinder(
  components: readonly Component[],
  codeOf: CodeOf,
): (definition: ApiDefinition) => readonly Component[] {
  const saying = componentsByWord(components, codeOf);
  const byFolder = grouped(components, ({ folder }) => folder);
  const byName = grouped(
    components.filter(({ type }) => type === "service"),
    ({ name }) => codeWord(name),
  );
  return ({ path, services }) => {
    const serving = new Set([...services.keys()].flatMap(serverWords).flatMap((word) => saying.get(word) ?? []));
    if (serving.size > 0) return [...serving];
    const folder = [...foldersUp(folderOf(path))].find((each) => byFolder.has(each));
    const [beside] = folder === undefined ? [] : (byFolder.get(folder) ?? []);
    if (beside) {
      // What lies beside a client is a copy.
      const uses = [...services.keys()].some((service) =>
        clientWords(service).some((word) => codeOf(beside).words.has(word)),
      );
      return beside.type === "service" && !uses ? [beside] : [];
    }
    // In a folder of definitions the file or its folder is called like the service.
    for (const name of [baseName(path).replace(/\..*$/, ""), baseName(folderOf(path))]) {
      const called = byName.get(codeWord(name));
      if (called) return called;
    }
    return [];
  };
}
