import { builtInKinds, type EntityRef, entityRef, type ReadDocument } from "@callboard/core";
import type { CodeownersRule } from "../codeowners.ts";
import { entityName } from "./entity-name.ts";

/** What a descriptor takes from where it lies, as far as it does not say it itself. */
export interface Surroundings {
  readonly namespace?: string | undefined;
  readonly owner?: { readonly ref: EntityRef; readonly source: string } | undefined;
}

/** Says where an owner comes from that its descriptor does not name. */
const OWNER_SOURCE = "callboard.dev/owner-source";

/** Documents with what they leave out. */
export function completedDocuments(
  documents: readonly ReadDocument[],
  { namespace, owner }: Surroundings,
): readonly ReadDocument[] {
  return documents.map((document) => {
    const { value } = document;
    if (!isMapping(value) || !isMapping(value.metadata)) return document;
    const { metadata } = value;
    const named = namespace !== undefined && metadata.namespace === undefined ? { ...metadata, namespace } : metadata;
    if (!owner || !lacksOwner(document) || !isMapping(value.spec))
      return { ...document, value: { ...value, metadata: named } };
    const written = isMapping(metadata.annotations) ? metadata.annotations : {};
    const annotations = { ...written, [OWNER_SOURCE]: owner.source };
    return {
      ...document,
      value: { ...value, metadata: { ...named, annotations }, spec: { ...value.spec, owner: owner.ref } },
    };
  });
}

/** True for the description of something that has an owner, and does not name it. */
export function lacksOwner({ value }: ReadDocument): boolean {
  if (!isMapping(value) || !isMapping(value.spec)) return false;
  const { owner = null } = value.spec;
  return (owner === null || owner === "") && typeof value.kind === "string" && OWNED.has(value.kind.toLowerCase());
}

/** The kinds that have an owner in `spec.owner`. */
const OWNED = new Set(
  builtInKinds
    .filter(({ relations }) => relations.some(({ field, type }) => field === "owner" && type === "ownedBy"))
    .map(({ kind }) => kind.toLowerCase()),
);

/**
 * The owner that a rule of CODEOWNERS names: the first team, else the first person; undefined where it names neither.
 *
 * @param namespaceOf the namespace of an organisation's teams
 */
export function codeownersOwner(
  { owners }: CodeownersRule,
  namespaceOf: (organization: string) => string | undefined,
): EntityRef | undefined {
  const logins = owners.filter((owner) => /^@[\w-]/.test(owner)).map((owner) => owner.slice(1));
  const [organization, team] = logins.find((login) => login.includes("/"))?.split("/") ?? [];
  if (organization && team)
    return entityRef({ kind: "group", namespace: namespaceOf(organization) ?? "default", name: entityName(team) });
  const [person] = logins;
  return person === undefined ? undefined : entityRef({ kind: "user", namespace: "default", name: entityName(person) });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
