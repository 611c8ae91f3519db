import type { FoundEdge } from "./find-edges.ts";
import { grouped } from "./grouped.ts";
import { folderOf } from "./paths.ts";
import type { Subject } from "./subjects.ts";
import type { DescribedEntity } from "./what-is-known.ts";

/** What descriptors describe already: what has the same kind and name, or is the only component of the same folder. */
export function knownSubjects(
  subjects: readonly Subject[],
  described: readonly DescribedEntity[],
): ReadonlyMap<Subject, DescribedEntity> {
  const byName = new Map(described.map((entity) => [`${entity.kind}:${entity.name}`.toLowerCase(), entity]));
  const byFolder = grouped(
    described.filter(({ kind }) => kind === "component"),
    ({ place }) => folderOf(place.path),
  );
  const inFolder = grouped(
    subjects.filter((subject) => subject.is === "component"),
    ({ folder }) => folder,
  );
  const known = new Map<Subject, DescribedEntity>();
  for (const subject of subjects) {
    const named = byName.get(`${subject.is}:${subject.name}`.toLowerCase());
    const beside = subject.is === "component" ? (byFolder.get(subject.folder) ?? []) : [];
    const isOnly = subject.is === "component" && inFolder.get(subject.folder)?.length === 1 && beside.length === 1;
    const entity = named ?? (isOnly ? beside[0] : undefined);
    if (entity) known.set(subject, entity);
  }
  for (const subject of subjects) {
    if (subject.is !== "api" || known.has(subject)) continue;
    // A component that is described says itself what it provides.
    const provided = known.get(subject.provider)?.spec.at("providesApis").items() ?? [];
    const only = provided.length === 1 ? provided[0]?.text?.replace(/^.*[:/]/, "") : undefined;
    const entity = only === undefined ? undefined : byName.get(`api:${only}`.toLowerCase());
    if (entity) known.set(subject, entity);
  }
  return known;
}

/** Edges of what descriptors describe that the descriptors lack. */
export function suggestionsOf(
  edges: readonly FoundEdge[],
  known: ReadonlyMap<Subject, DescribedEntity>,
): readonly FoundEdge[] {
  return edges.filter(({ from, to }) => {
    const entity = known.get(from);
    if (!entity) return false;
    const written = FIELDS.flatMap((field) =>
      entity.spec
        .at(field)
        .items()
        .flatMap(({ text }) => text ?? []),
    );
    const provided = known.get(to)?.spec.at("providesApis").items() ?? [];
    const names = [
      ...[to, ...(to.is === "api" ? [to.provider] : [])].map((each) => known.get(each)?.name ?? each.name),
      ...provided.flatMap(({ text }) => text?.replace(/^.*[:/]/, "") ?? []),
    ];
    // To consume an interface of a component says as much as to depend on it.
    return !written.some((ref) =>
      names.some((name) => ref.replace(/^.*[:/]/, "").toLowerCase() === name.toLowerCase()),
    );
  });
}

/** The fields of a descriptor that name what it needs and provides. */
const FIELDS = ["dependsOn", "providesApis", "consumesApis"];
