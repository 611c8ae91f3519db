import type { FileSystem } from "../file/file-system.ts";
import { openCheckout } from "./checkout.ts";
import { describeOwner, describeSubject, type RefOf, UNKNOWN_OWNER } from "./describe.ts";
import { descriptorFiles, descriptorFinder, descriptorPaths } from "./descriptor-files.ts";
import type { Place } from "./evidence.ts";
import { type FoundEdge, findEdges } from "./find-edges.ts";
import { ownerFinder } from "./find-owners.ts";
import { findSubjects } from "./find-subjects.ts";
import { grouped } from "./grouped.ts";
import { inferOwners } from "./infer-owners.ts";
import { knownSubjects, suggestionsOf } from "./known-subjects.ts";
import { isEvidence, readEvidence } from "./read-evidence.ts";
import type { InferredEdge, InferredEntity, ScanResult, Undecided } from "./scan-result.ts";
import { isCode } from "./source-code.ts";
import type { Resource } from "./subjects.ts";
import { type DescribedEntity, describedEntities } from "./what-is-known.ts";

/** What to scan. */
export interface ScanOptions {
  /** A checkout, or a folder with several side by side. Relative to the working directory. */
  readonly root: string;
  /** Ends the scan. */
  readonly signal?: AbortSignal;
  /** The system's unless given. */
  readonly fs?: FileSystem;
}

/**
 * Infers entities, owners and edges from what a folder has: manifests, compose files, Kubernetes, Helm and Terraform,
 * settings, API definitions and code. Everything says where it comes from. Nothing is written.
 *
 * @throws {CatalogError} `source-unreachable` when the folder is not there
 */
export async function scanFolder({
  root,
  signal = new AbortController().signal,
  fs,
}: ScanOptions): Promise<ScanResult> {
  const skipped: { readonly path: string; readonly reason: string }[] = [];
  const undecided: Undecided[] = [];
  const checkout = await openCheckout({
    root,
    signal,
    isWanted: (path) => isEvidence(path) || isCode(path),
    skip: (path, reason) => void skipped.push({ path, reason }),
    ...(fs && { fs }),
  });
  const evidence = await readEvidence(checkout);
  const subjects = findSubjects(evidence, checkout, undecided);
  const { edges, apis, topics } = await findEdges(subjects, evidence, checkout, undecided);
  const all = [...subjects.components, ...neededResources(subjects.resources, edges, undecided), ...topics, ...apis];

  const described = describedEntities(evidence.catalogFiles);
  const known = knownSubjects(all, described);
  const refOf: RefOf = (subject) => {
    const { kind, namespace, name } = known.get(subject) ?? {
      kind: subject.is,
      namespace: "default",
      name: subject.name,
    };
    return `${kind}:${namespace}/${name}`.toLowerCase();
  };
  const owners = inferOwners(all, edges, ownerFinder(evidence));
  const fileOf = descriptorFinder(subjects, evidence);
  const edgesOf = grouped(edges, ({ from }) => from);
  const entities = all
    .filter((subject) => !known.has(subject))
    .map((subject): InferredEntity => {
      const owner = owners.get(subject) ?? null;
      const file = fileOf(subject);
      const own = subject.is === "api" ? [] : (edgesOf.get(subject) ?? []);
      const entity = describeSubject(subject, owner, own, refOf, file);
      return { ref: refOf(subject), entity, place: subject.place, owner, file };
    });
  const withOwners = [...entities, ...ownerEntities(entities, described, descriptorPaths(evidence)(""))];
  return {
    root,
    filesRead: checkout.paths.length - skipped.length,
    entities: withOwners,
    described: [...new Set([...known.keys()].map(refOf))].sort(),
    edges: edges.filter(({ from }) => !known.has(from)).map((edge) => inferredEdge(edge, refOf)),
    suggestions: suggestionsOf(edges, known).map((edge) => inferredEdge(edge, refOf)),
    undecided: undecided.toSorted(byPlace),
    files: descriptorFiles(withOwners),
    skipped,
  };
}

/** Without what only a compose file brings up beside the code, and nothing needs: it may be long dead. */
function neededResources(
  resources: readonly Resource[],
  edges: readonly FoundEdge[],
  undecided: Undecided[],
): readonly Resource[] {
  const needed = new Set(edges.map(({ to }) => to));
  return resources.filter((resource) => {
    if (resource.isDeclared || needed.has(resource)) return true;
    const { name, place } = resource;
    undecided.push({ place, what: `${name} is started here, but nothing seems to need it.` });
    return false;
  });
}

function inferredEdge({ from, relation, to, place, because }: FoundEdge, refOf: RefOf): InferredEdge {
  return { from: refOf(from), relation, to: refOf(to), place, because };
}

function byPlace({ place: left }: Undecided, { place: right }: Undecided): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.line - right.line;
}

/** Entities for the owners that nothing describes yet. */
function ownerEntities(
  entities: readonly InferredEntity[],
  described: readonly DescribedEntity[],
  file: string,
): readonly InferredEntity[] {
  const known = new Set(described.map(({ kind, namespace, name }) => `${kind}:${namespace}/${name}`.toLowerCase()));
  const named = new Map<string, Place>();
  for (const { owner, place } of entities) {
    const ref = owner?.ref ?? UNKNOWN_OWNER;
    if (!known.has(ref) && !named.has(ref)) named.set(ref, owner?.place ?? place);
  }
  return [...named]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([ref, place]) => ({ ref, entity: describeOwner(ref, place), place, owner: null, file }));
}
