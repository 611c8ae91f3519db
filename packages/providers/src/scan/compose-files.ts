import { type DataNode, dataOf } from "./data-node.ts";
import type { EvidenceReader, Setting, Workload } from "./evidence.ts";
import { baseName, folderOf, pathFrom } from "./paths.ts";

/** Compose files: what runs side by side, and what each is told about the others. */
export const composeFiles: EvidenceReader = {
  reads: (path) => /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(baseName(path)),
  read(file, { workloads }) {
    if (/test|\.ci\./.test(baseName(file.path))) return;
    for (const document of dataOf(file)) {
      for (const [name, service] of document.at("services").entries())
        workloads.push(workloadOf(name, service, file.path));
    }
  },
};

function workloadOf(name: string, service: DataNode, path: string): Workload {
  const folder = folderOf(path);
  const image = service.at("image").text;
  const build = buildOf(service.at("build"), folder);
  return {
    platform: "compose",
    name,
    place: { path, line: service.place.line },
    hosts: [
      name,
      ...["container_name", "hostname"].flatMap((key) => service.at(key).text ?? []),
      ...aliasesOf(service),
    ],
    ...(image !== undefined && { image }),
    ...(build && { build }),
    settings: settingsOf(service.at("environment")),
    settingFiles: filesOf(service.at("env_file"), folder),
    mounts: service
      .at("volumes")
      .items()
      .flatMap((volume) => pathFrom(folder, volume.at("source").text ?? volume.text?.split(":")[0] ?? "/") ?? []),
    configMaps: [],
    startsAfter: ["depends_on", "links"].flatMap((key) => namesOf(service.at(key))),
    labels: new Map(),
  };
}

function buildOf(build: DataNode, folder: string): Workload["build"] {
  const context = build.text ?? build.at("context").text ?? (build.value === undefined ? undefined : ".");
  const built = context === undefined ? undefined : pathFrom(folder, context);
  if (built === undefined) return undefined;
  const dockerfile = pathFrom(built, build.at("dockerfile").text ?? "/");
  return dockerfile === undefined ? { folder: built } : { folder: built, dockerfile };
}

function aliasesOf(service: DataNode): readonly string[] {
  const networks = service.at("networks").entries();
  return networks.flatMap(([, network]) =>
    network
      .at("aliases")
      .items()
      .flatMap(({ text }) => text ?? []),
  );
}

function settingsOf(environment: DataNode): readonly Setting[] {
  const listed = environment.items().map(({ text = "", place }): Setting => {
    const equals = text.indexOf("=");
    const [name, value] = equals < 0 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
    return { name, value, place, origin: "environment" };
  });
  const mapped = environment
    .entries()
    .map(([name, { text = "", place }]): Setting => ({ name, value: text, place, origin: "environment" }));
  return [...listed, ...mapped];
}

function filesOf(files: DataNode, folder: string): readonly string[] {
  return [files, ...files.items()].flatMap((file) => pathFrom(folder, file.text ?? file.at("path").text ?? "/") ?? []);
}

function namesOf(services: DataNode): Workload["startsAfter"] {
  const listed = services.items().map(({ text = "", place }) => ({ host: text.split(":")[0] ?? "", place }));
  return [...listed, ...services.entries().map(([host, { place }]) => ({ host, place }))];
}
