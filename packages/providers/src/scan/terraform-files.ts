import type { Evidence, EvidenceReader, Place, Setting, TextFile, Workload } from "./evidence.ts";
import { type HclBlock, type HclEntry, type HclValue, readHcl } from "./hcl.ts";
import { teamOf } from "./kubernetes-manifests.ts";
import { folderOf, pathFrom } from "./paths.ts";
import { moduleType, type ResourceType, resourceType } from "./terraform-types.ts";

/** Terraform, kept until all of a module are there. */
export const terraformFiles: EvidenceReader = {
  reads: (path) => /\.tf$/.test(path),
  read(file, { terraformFiles }) {
    terraformFiles.push(file);
  },
};

/** One folder of Terraform files. */
interface Module {
  readonly blocks: readonly (readonly [block: HclBlock, path: string])[];
  readonly locals: ReadonlyMap<string, HclValue>;
  readonly defaults: ReadonlyMap<string, HclValue>;
}

/** What names stand for in a module, and in the one that uses it. */
interface Scope {
  readonly module: Module;
  readonly given: ReadonlyMap<string, HclValue>;
  readonly outside?: Scope;
}

/** What the Terraform modules declare; one that others of the checkout use is read once for each use. */
export function readTerraform(evidence: Evidence): void {
  const modules = modulesOf(evidence.terraformFiles);
  const uses = new Map<string, Scope[]>();
  for (const [folder, module] of modules) {
    for (const [block] of module.blocks) {
      const source = block.type === "module" ? literal(block.attributes.get("source")?.value) : undefined;
      const used = source?.startsWith(".") ? pathFrom(folder, source) : undefined;
      if (used === undefined || !modules.has(used)) continue;
      const given = new Map([...block.attributes].map(([name, { value }]) => [name, value]));
      const usedModule = modules.get(used) ?? module;
      const list = uses.get(used) ?? [];
      if (list.length < MAX_USES) list.push({ module: usedModule, given, outside: { module, given: new Map() } });
      uses.set(used, list);
    }
  }
  for (const [folder, module] of modules) {
    for (const scope of uses.get(folder) ?? [{ module, given: new Map() }]) {
      for (const [block, path] of module.blocks) readBlock(block, { path, line: block.line }, scope, evidence);
    }
  }
}

/** Uses of one module beyond these are left out. */
const MAX_USES = 500;

function modulesOf(files: readonly TextFile[]): ReadonlyMap<string, Module> {
  const byFolder = new Map<string, (readonly [block: HclBlock, path: string])[]>();
  for (const { path, text } of files) {
    const blocks = byFolder.get(folderOf(path)) ?? [];
    for (const block of readHcl(text).blocks) blocks.push([block, path]);
    byFolder.set(folderOf(path), blocks);
  }
  const modules = new Map<string, Module>();
  for (const [folder, blocks] of byFolder) {
    const locals = new Map<string, HclValue>();
    const defaults = new Map<string, HclValue>();
    for (const [{ type, labels, attributes }] of blocks) {
      if (type === "locals") for (const [name, { value }] of attributes) locals.set(name, value);
      const value = attributes.get("default")?.value;
      if (type === "variable" && labels[0] !== undefined && value) defaults.set(labels[0], value);
    }
    modules.set(folder, { blocks, locals, defaults });
  }
  return modules;
}

function readBlock(block: HclBlock, place: Place, scope: Scope, evidence: Evidence): void {
  const [first = "", second = ""] = block.labels;
  if (block.type === "module") {
    const type = moduleType(literal(block.attributes.get("source")?.value) ?? "");
    if (type) addBacking(block, type, `module.${first}`, first, place, scope, evidence);
  } else if (block.type === "resource") {
    const type = resourceType(first);
    if (type) addBacking(block, type, `${first}.${second}`, second, place, scope, evidence);
    else evidence.workloads.push(...workloadsOf(first, block, place, scope));
  }
}

function addBacking(
  block: HclBlock,
  { type, nameFields }: ResourceType,
  address: string,
  label: string,
  place: Place,
  scope: Scope,
  { backings }: Evidence,
): void {
  // A copy that only reads belongs to what it copies.
  if (block.attributes.has("replicate_source_db")) return;
  const named = nameFields.flatMap((field) => textOf(block.attributes.get(field)?.value, scope) ?? []);
  const name = named.map(trimmed).find((text) => text !== "") ?? label.replaceAll("_", "-");
  const team = teamOf(tagsOf(block, scope));
  backings.push({ name, type, place, hosts: [name, address, ...named], ...(team !== undefined && { team }) });
}

/** Without what is left over where a part of a name is not known. */
function trimmed(name: string): string {
  return name.replace(/^[-_./\s]+|[-_./\s]+$/g, "");
}

function tagsOf(block: HclBlock, scope: Scope): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  const visit = (value: HclValue | undefined, depth: number) => {
    const resolved = value && resolve(value, scope);
    if (!resolved || depth > 5) return;
    const { value: plain, scope: inner } = resolved;
    if (plain.is === "map") {
      for (const entry of plain.entries) tags.set(entry.key, textOf(entry.value, inner) ?? "");
    } else if (plain.is === "call") for (const argument of plain.args) visit(argument, depth + 1);
  };
  for (const field of ["tags", "labels", "user_labels"]) visit(block.attributes.get(field)?.value, 0);
  return tags;
}

function workloadsOf(type: string, block: HclBlock, place: Place, scope: Scope): readonly Workload[] {
  const base = { platform: "terraform", place, settingFiles: [], mounts: [], configMaps: [], startsAfter: [] } as const;
  const team = teamOf(tagsOf(block, scope));
  const made = (name: string, image: string | undefined, settings: readonly Setting[]): Workload => ({
    ...base,
    name,
    hosts: [name, `${type}.${block.labels[1] ?? ""}`],
    labels: new Map(),
    settings,
    ...(image !== undefined && image !== "" && { image }),
    ...(team !== undefined && { team }),
  });
  const variables = (entries: readonly HclEntry[], path: string): readonly Setting[] =>
    entries.map(({ key, value, line }) => ({
      name: key,
      value: textOf(value, scope) ?? "",
      place: { path, line },
      origin: "environment",
    }));
  if (type === "aws_lambda_function") {
    const name = trimmed(textOf(block.attributes.get("function_name")?.value, scope) ?? block.labels[1] ?? "");
    const environment = block.blocks.find((each) => each.type === "environment")?.attributes.get("variables")?.value;
    const entries = environment?.is === "map" ? environment.entries : [];
    return [made(name, textOf(block.attributes.get("image_uri")?.value, scope), variables(entries, place.path))];
  }
  if (type === "aws_ecs_task_definition") {
    const definitions = block.attributes.get("container_definitions")?.value;
    const [list] = definitions?.is === "call" && definitions.name === "jsonencode" ? definitions.args : [];
    const containers = list?.is === "list" ? list.items : [];
    return containers.flatMap((container) => {
      if (container.is !== "map") return [];
      const field = (key: string) => container.entries.find((entry) => entry.key === key)?.value;
      const environment = field("environment");
      const settings = (environment?.is === "list" ? environment.items : []).flatMap((item): readonly HclEntry[] => {
        const entries = item.is === "map" ? item.entries : [];
        const name = entries.find(({ key }) => key === "name");
        const value = entries.find(({ key }) => key === "value");
        return name && value ? [{ ...value, key: textOf(name.value, scope) ?? "" }] : [];
      });
      const name = trimmed(textOf(field("name"), scope) ?? "");
      return name === "" ? [] : [made(name, textOf(field("image"), scope), variables(settings, place.path))];
    });
  }
  return [];
}

function literal(value: HclValue | undefined): string | undefined {
  return value?.is === "text" && value.parts.every((part) => typeof part === "string")
    ? value.parts.join("")
    : undefined;
}

const MAX_STEPS = 10;

/** What a name stands for, as far as that is written; anything else as it is. */
function resolve(value: HclValue, scope: Scope, steps = 0): { readonly value: HclValue; readonly scope: Scope } {
  if (value.is !== "name" || steps > MAX_STEPS) return { value, scope };
  const [kind = "", name = "", ...keys] = value.path.split(".");
  const given = kind === "var" ? scope.given.get(name) : undefined;
  if (given && scope.outside) return resolve(given, scope.outside, steps + 1);
  const found =
    kind === "var" ? scope.module.defaults.get(name) : kind === "local" ? scope.module.locals.get(name) : undefined;
  if (!found) return { value, scope };
  const resolved = resolve(found, scope, steps + 1);
  if (keys.length === 0) return resolved;
  const entry = resolved.value.is === "map" ? resolved.value.entries.find(({ key }) => key === keys[0]) : undefined;
  return entry ? resolve(entry.value, resolved.scope, steps + 1) : { value: { is: "unknown" }, scope };
}

/** Variables that tell copies of one thing apart, not things. */
const COPIES =
  /^(?:var|local)\.(?:env|environment|stage|region|account\w*|workspace|suffix|random\w*)$|^(?:terraform\.workspace|random_\w+\..*|data\..*)$/;

/** Text as far as it is known; a resource that is named in it stands as `terraform://address`. */
function textOf(value: HclValue | undefined, scope: Scope, steps = 0): string | undefined {
  if (!value || steps > MAX_STEPS) return undefined;
  if (value.is === "text") {
    const only = value.parts[0];
    if (value.parts.length === 1 && only !== undefined && typeof only !== "string")
      return textOf(only, scope, steps + 1);
    return value.parts
      .map((part) => (typeof part === "string" ? part : (textOf(part, scope, steps + 1) ?? "")))
      .join("");
  }
  if (value.is === "call" && ["tostring", "lower", "trimspace", "nonsensitive"].includes(value.name))
    return textOf(value.args[0], scope, steps + 1);
  if (value.is !== "name" || COPIES.test(value.path)) return value.is === "name" ? "" : undefined;
  const resolved = resolve(value, scope);
  if (resolved.value.is !== "name") return textOf(resolved.value, resolved.scope, steps + 1);
  const [kind = "", name = ""] = value.path.split(".");
  if (
    ["true", "false", "null"].includes(kind) ||
    name === "" ||
    ["var", "local", "each", "count", "path"].includes(kind)
  )
    return undefined;
  return `terraform://${kind}.${name}`;
}
