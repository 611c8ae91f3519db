import { type DataNode, dataOf } from "./data-node.ts";
import type { Evidence, EvidenceReader, Setting, TextFile, Workload } from "./evidence.ts";

/** Kubernetes manifests, also those of Kustomize. */
export const kubernetesManifests: EvidenceReader = {
  reads: (path) => /\.ya?ml$/.test(path) && !/(?:^|\/)templates\//.test(path),
  read(file, evidence) {
    if (/^kind\s*:/m.test(file.text) && !file.text.includes("{{")) readManifests(file, evidence, "kubernetes");
    else if (/(?:^|\/)kustomization\.ya?ml$/.test(file.path)) {
      for (const document of dataOf(file)) addNamespace(document.at("namespace"), evidence);
    }
  },
};

/** Takes in the objects of a file, whoever made its text. */
export function readManifests(file: TextFile, evidence: Evidence, platform: "kubernetes" | "helm"): void {
  for (const document of dataOf(file)) {
    const objects = document.at("kind").text === "List" ? document.at("items").items() : [document];
    for (const object of objects) readObject(object, file.path, evidence, platform);
  }
}

function readObject(object: DataNode, path: string, evidence: Evidence, platform: "kubernetes" | "helm"): void {
  const name = object.at("metadata", "name").text;
  const kind = object.at("kind").text ?? "";
  if (name === undefined) return;
  addNamespace(object.at("metadata", "namespace"), evidence);
  if (Object.hasOwn(POD_PATHS, kind)) evidence.workloads.push(workloadOf(name, object, path, platform));
  else if (kind === "Service") {
    const selector = labelsOf(object.at("spec", "selector"));
    const external = object.at("spec", "externalName").text;
    evidence.aliases.push({ host: name, target: external ?? name, selector, path });
  } else if (kind === "ConfigMap") {
    evidence.configMaps.push({ name, path, settings: object.at("data").entries().map(settingOf) });
  } else if (kind === "Namespace") evidence.namespaces.add(name);
  else if (kind === "Ingress") {
    for (const rule of object.at("spec", "rules").items()) {
      const host = rule.at("host").text;
      const paths = rule.at("http", "paths").items();
      const targets = paths.flatMap(
        (each) => each.at("backend", "service", "name").text ?? each.at("backend", "serviceName").text ?? [],
      );
      // A host whose paths lead to several services does not say which of them is meant.
      const [target, other] = new Set(targets);
      if (host !== undefined && target !== undefined && other === undefined)
        evidence.aliases.push({ host, target, selector: new Map(), path });
    }
  }
}

const POD_PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  Rollout: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

function workloadOf(name: string, object: DataNode, path: string, platform: "kubernetes" | "helm"): Workload {
  const pod = object.at(...(POD_PATHS[object.at("kind").text ?? ""] ?? []));
  const containers = pod.at("spec", "containers").items();
  const main = containers.find((container) => container.at("name").text === name) ?? containers[0];
  const image = main?.at("image").text;
  const labels = new Map([...labelsOf(object.at("metadata", "labels")), ...labelsOf(pod.at("metadata", "labels"))]);
  const team = teamOf(labels) ?? teamOf(labelsOf(object.at("metadata", "annotations")));
  return {
    platform,
    name,
    place: { path, line: object.at("metadata", "name").place.line },
    hosts: [name],
    ...(image !== undefined && { image }),
    settings: containers.flatMap(environmentOf),
    settingFiles: [],
    mounts: [],
    configMaps: containers.flatMap((container) =>
      container
        .at("envFrom")
        .items()
        .flatMap((source) => source.at("configMapRef", "name").text ?? []),
    ),
    startsAfter: [],
    ...(team !== undefined && { team }),
    labels,
  };
}

function environmentOf(container: DataNode): readonly Setting[] {
  return container
    .at("env")
    .items()
    .flatMap((variable) => {
      const name = variable.at("name").text;
      if (name === undefined) return [];
      const reference = variable.at("valueFrom", "configMapKeyRef");
      const key = reference.at("key").text;
      const { text = key === undefined ? "" : configMapValue(reference.at("name").text ?? "", key) } =
        variable.at("value");
      return [{ name, value: text, place: variable.at("name").place, origin: "environment" }];
    });
}

/** Stands for the value of one key of a ConfigMap until all of them are read. */
function configMapValue(name: string, key: string): string {
  return `configmap://${name}/${key}`;
}

function settingOf([name, { text = "", place }]: readonly [string, DataNode]): Setting {
  return { name, value: text, place, origin: "environment" };
}

function labelsOf(labels: DataNode): ReadonlyMap<string, string> {
  return new Map(labels.entries().flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]])));
}

const TEAM_LABELS = new Set(["team", "owner", "squad", "owning-team", "owned-by"]);

/** The team that labels, tags or annotations name; what stands before a slash in a key does not matter. */
export function teamOf(labels: ReadonlyMap<string, string>): string | undefined {
  for (const [key, value] of labels) {
    const name = key
      .slice(key.lastIndexOf("/") + 1)
      .toLowerCase()
      .replaceAll("_", "-");
    if (TEAM_LABELS.has(name) && /^[\w@./ -]{2,63}$/.test(value)) return value;
  }
  return undefined;
}

function addNamespace({ text }: DataNode, { namespaces }: Evidence): void {
  if (text !== undefined && text !== "default") namespaces.add(text);
}
