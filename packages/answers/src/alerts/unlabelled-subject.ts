import type { CatalogView, EntityRef } from "@callboard/core";
import { addressed } from "./addressed.ts";
import type { Alert } from "./alert.ts";
import { type AlertSubject, subjectAmong } from "./alert-subject.ts";
import { annotationIndex } from "./annotation-index.ts";
import { annotated, decide, named, refsOfName } from "./refs-of-name.ts";

/** By the address that is watched, else by a link that an entity has, too. */
export function subjectAt(
  { names, urls }: Alert,
  view: CatalogView,
  among?: readonly EntityRef[],
): AlertSubject | undefined {
  const watched = names.flatMap(({ role, value }) => (role === "address" ? [value] : []));
  for (const [address, isWatched] of [
    ...watched.map((each) => [each, true] as const),
    ...urls.map((each) => [each, false] as const),
  ]) {
    const linked = addressed(address, isWatched, view);
    const all = linked.length === 0 && isWatched ? named(hostOf(address), view) : linked;
    const refs = decide(among ? all.filter((ref) => among.includes(ref)) : all, [], "workload", view);
    const subject = subjectAmong(refs, address, "It has a link to this address, or its name.", view);
    if (subject) return subject;
  }
  return undefined;
}

/** `larder-db:5432` is the host `larder-db`. */
function hostOf(address: string): string {
  return address.replace(/^[a-z]{1,10}:\/\//i, "").split(/[:/]/)[0] ?? "";
}

/** By a word of its text that is an id. */
export function subjectMentioned(
  alert: Alert,
  namespaces: readonly string[],
  view: CatalogView,
): AlertSubject | undefined {
  const known = alert.mentioned.slice(0, MAX_MENTIONED).flatMap((name) => {
    const { role, value } = name;
    const refs =
      typeof role === "object"
        ? decide(annotated(role.annotation, value, view), namespaces, role, view)
        : refsOfName(name, namespaces, view);
    return refs.map((ref) => ({ ref, value }));
  });
  const refs = [...new Set(known.map(({ ref }) => ref))];
  return subjectAmong(refs, known[0]?.value ?? "", "Its text holds its id.", view);
}

const MAX_MENTIONED = 100;

/** By its tags: the one that is a name, or that an entity selects. Words that are no name are no matter. */
export function subjectOfTags(
  { names }: Alert,
  namespaces: readonly string[],
  view: CatalogView,
): AlertSubject | undefined {
  const { opsgenieTags } = annotationIndex(view);
  for (const { role, value } of names.filter((name) => name.role === "tag").slice(0, MAX_TAGS)) {
    const selected = opsgenieTags.get(value.toLowerCase()) ?? [];
    const refs = decide(selected.length > 0 ? selected : named(value, view), namespaces, role, view);
    const subject = subjectAmong(refs, value, "It is tagged with its name.", view);
    if (subject) return subject;
  }
  return undefined;
}

const MAX_TAGS = 12;
