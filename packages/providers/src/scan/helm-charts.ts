import { type DataNode, dataOf } from "./data-node.ts";
import type { Evidence, EvidenceReader, Setting, TextFile, Workload } from "./evidence.ts";
import { noEvidence } from "./evidence.ts";
import { addTo } from "./grouped.ts";
import { knownImage } from "./known-images.ts";
import { readManifests, teamOf } from "./kubernetes-manifests.ts";
import { baseName, folderOf, isWithin } from "./paths.ts";

/** `Chart.yaml`, the values and the templates of charts, kept until all of a chart are there. */
export const helmFiles: EvidenceReader = {
  reads: (path) =>
    /^(?:Chart|values(?:[.-][\w-]+)?)\.ya?ml$/.test(baseName(path)) || /(?:^|\/)templates\/[^/].*\.ya?ml$/.test(path),
  read(file, evidence) {
    evidence.helmFiles.push(file);
  },
};

/** What the charts say, each with its own values. */
export function readCharts(evidence: Evidence): void {
  const byFolder = new Map<string, TextFile[]>();
  for (const file of evidence.helmFiles) {
    const folder = folderOf(file.path.replace(/(^|\/)templates\/.*$/, "$1x"));
    addTo(byFolder, folder, file);
  }
  for (const files of byFolder.values()) {
    const chart = files.find(({ path }) => /^Chart\.ya?ml$/.test(baseName(path)));
    const [manifest] = chart ? dataOf(chart) : [];
    const name = manifest?.at("name").text;
    if (manifest && name !== undefined) readChart(name, manifest, files, evidence);
  }
}

function readChart(name: string, manifest: DataNode, files: readonly TextFile[], evidence: Evidence): void {
  const values = files
    .filter(({ path }) => !path.includes("/templates/") && baseName(path).startsWith("values"))
    .flatMap(dataOf);
  const [main] = values;
  const dependencies = manifest.at("dependencies").items();
  const others = new Set<string>();
  for (const dependency of dependencies) {
    const called = dependency.at("alias").text ?? dependency.at("name").text ?? "";
    const known = knownImage(dependency.at("name").text ?? "");
    if (known) others.add(called);
    if (known?.is !== "backing" || main?.at(called, "enabled").text === "false") continue;
    const host = main?.at(called, "fullnameOverride").text ?? `${name}-${called}`;
    const hosts = ["", "-master", "-primary", "-headless", "-hl"].map((end) => `${host}${end}`);
    evidence.backings.push({ name: host, type: known.type, place: dependency.at("name").place, hosts });
  }

  const rendered = noEvidence();
  const literals = literalValues(main, name);
  for (const file of files) {
    if (isWithin(file.path, `${folderOf(manifest.place.path)}/templates`.replace(/^\//, ""))) {
      readManifests({ path: file.path, text: withLiterals(file.text, literals, name) }, rendered, "helm");
    }
  }
  const settings = values.flatMap((each) => settingsIn(each, others));
  const team = values.map(teamIn).find((found) => found !== undefined);
  const withValues = (workload: Workload): Workload => ({
    ...workload,
    settings: [...workload.settings, ...settings],
    ...(team !== undefined && { team }),
  });
  const [only, ...more] = rendered.workloads;
  const image = main && imageIn(main);
  if (only && more.length === 0)
    evidence.workloads.push(withValues({ ...only, ...(image !== undefined && { image }) }));
  else if (only) evidence.workloads.push(...rendered.workloads);
  else if (main && image !== undefined) {
    evidence.workloads.push(withValues(chartWorkload(name, main, image)));
  } else for (const [key, part] of main?.entries() ?? []) evidence.workloads.push(...partOfUmbrella(key, part, others));
  evidence.aliases.push(...rendered.aliases);
  evidence.configMaps.push(...rendered.configMaps);
}

function chartWorkload(name: string, values: DataNode, image: string): Workload {
  const base = { settingFiles: [], mounts: [], configMaps: [], startsAfter: [], labels: new Map<string, string>() };
  return { ...base, platform: "helm", name, place: values.at("image").place, hosts: [name], image, settings: [] };
}

/** What the values of a chart that only holds others say about one of them. */
function partOfUmbrella(key: string, values: DataNode, others: ReadonlySet<string>): readonly Workload[] {
  const image = imageIn(values);
  if (image === undefined || others.has(key) || key === "global") return [];
  const team = teamIn(values);
  const workload = { ...chartWorkload(key, values, image), place: values.place, settings: settingsIn(values, others) };
  return [team === undefined ? workload : { ...workload, team }];
}

function imageIn(values: DataNode): string | undefined {
  const image = values.at("image");
  const repository = image.at("repository").text ?? image.at("name").text ?? image.text;
  const registry = image.at("registry").text;
  return repository === undefined || registry === undefined ? repository : `${registry}/${repository}`;
}

function teamIn(values: DataNode): string | undefined {
  const labels = ["podLabels", "labels", "commonLabels", "podAnnotations"].flatMap((key) => values.at(key).entries());
  const own = ["team", "owner"].map((key) => [key, values.at(key)] as const);
  return teamOf(new Map([...own, ...labels].flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]]))));
}

/** Values that say nothing about others, by their keys. */
const NOT_SETTINGS =
  /^(?:image|images|resources|ingress|service|replicaCount|autoscaling|nodeSelector|tolerations|affinity|.*[pP]robe|serviceAccount|securityContext|podSecurityContext|podAnnotations|podLabels|labels|annotations|volumes|volumeMounts|metrics|monitoring)$/;

function settingsIn(values: DataNode, others: ReadonlySet<string>): readonly Setting[] {
  const settings: Setting[] = [];
  const visit = (node: DataNode, path: readonly string[]) => {
    for (const [key, child] of node.entries()) {
      if (path.length > 8 || (path.length === 0 && others.has(key)) || NOT_SETTINGS.test(key)) continue;
      const isVariable = /^[A-Z][A-Z0-9_]*$/.test(key);
      if (child.text !== undefined) {
        const name = isVariable ? key : [...path, key].join(".");
        settings.push({
          name,
          value: child.text,
          place: child.place,
          origin: isVariable ? "environment" : "configuration",
        });
      }
      for (const item of child.items()) {
        const name = item.at("name").text;
        const value = item.at("value").text;
        if (name !== undefined && value !== undefined)
          settings.push({ name, value, place: item.at("name").place, origin: "environment" });
      }
      visit(child, [...path, key]);
    }
  };
  visit(values, []);
  return settings;
}

function literalValues(values: DataNode | undefined, chart: string): ReadonlyMap<string, string> {
  const literals = new Map([
    [".Chart.Name", chart],
    [".Release.Name", chart],
  ]);
  const visit = (node: DataNode, path: string) => {
    if (path.length > 400) return;
    for (const [key, child] of node.entries()) {
      if (child.text !== undefined) literals.set(`${path}.${key}`, child.text);
      visit(child, `${path}.${key}`);
    }
  };
  if (values) visit(values, ".Values");
  return literals;
}

/** Longer lines are no template that a person wrote. */
const MAX_LINE = 2000;

/** A template with the values filled in that stand in it as they are; lines that only steer are dropped. */
function withLiterals(text: string, literals: ReadonlyMap<string, string>, chart: string): string {
  let ranges = 0;
  const lines = text.split("\n").map((line) => {
    if (line.length > MAX_LINE) return "";
    const code = line.trim();
    if (code.startsWith("{{") && code.indexOf("}}") === code.length - 2) {
      const word = /^\{\{-?\s*(\w*)/.exec(code)?.[1] ?? "";
      if (word === "range" || (ranges > 0 && ["if", "with"].includes(word))) ranges++;
      else if (word === "end" && ranges > 0) ranges--;
      return "";
    }
    // What stands in a loop depends on what it runs over.
    if (ranges > 0) return "";
    return line.replace(/\{\{-?([^{}]*)\}\}/g, (_, written: string) => literalOf(written, literals, chart));
  });
  return lines.join("\n");
}

function literalOf(written: string, literals: ReadonlyMap<string, string>, chart: string): string {
  const [subject = "", ...pipes] = written
    .replace(/-$/, "")
    .split("|")
    .map((part) => part.trim());
  const isName = /^(?:include|template)\s+"[\w.-]*(?:full)?name"/.test(subject);
  const known = isName ? chart : literals.get(subject.replace(/^(?:quote|tpl|toString)\s+/, "").replace(/\s+\$$/, ""));
  const fallback = pipes.map((pipe) => /^default\s+"([^"]*)"$/.exec(pipe)?.[1]).find((text) => text !== undefined);
  const value = known ?? fallback ?? "";
  return pipes.includes("quote") || subject.startsWith("quote ") ? JSON.stringify(value) : value;
}
