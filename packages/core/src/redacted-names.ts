import { writtenAs } from "./graph/declared-edges.ts";
import { ownerElsewhere } from "./graph/find-owner.ts";
import { type OwnerNames, ownerNames } from "./graph/owner-names.ts";
import { eachWrittenRef, type RefField, readWrittenRef } from "./ingest/derive-relations.ts";
import { entityEtag } from "./ingest/entity-identity.ts";
import { entityKind } from "./ingest/entity-kind.ts";
import {
  DEFAULT_NAMESPACE,
  type EntityRef,
  entityRefParts,
  formatEntityRef,
  readEntityRef,
} from "./model/entity-ref.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./model/json.ts";
import type { KindRegistry } from "./model/kind.ts";
import { jsonPointer, type Problem } from "./model/problem.ts";
import type { StoredEntity } from "./model/stored-entity.ts";

/** Keeps the names of redacted entities out of what is said of others. */
export interface RedactedNames {
  /** An entity with stand-ins where its `spec` names redacted ones. */
  shown(stored: StoredEntity): StoredEntity;
  /** A problem of an entity that was shown, likewise. */
  shownProblem(problem: Problem): Problem;
}

/** What stands for each redacted entity, and what else there is. */
export interface NamedEntities {
  readonly kinds: KindRegistry;
  readonly standIns: ReadonlyMap<EntityRef, EntityRef>;
  readonly all: readonly StoredEntity[];
}

export function redactedNames({ kinds, standIns, all }: NamedEntities): RedactedNames {
  const known = new Set(all.map(({ ref }) => ref));
  const owners = ownersAmong(all, kinds);
  /** By entity: the texts in it that named redacted ones, and what is shown instead. */
  const replaced = new Map<EntityRef, ReadonlyMap<string, EntityRef>>();

  /** Their names alone, by which nearly all texts are known to mean others without reading them as refs. */
  const names = new Set(Array.from(standIns.keys(), (ref) => entityRefParts(ref).name));

  function standInOf({ field, relation, reversed }: RefField, written: unknown, namespace: string) {
    if (typeof written === "string" && !names.has(lastPart(written))) return undefined;
    const result = readWrittenRef(written, field, namespace);
    if (!result.ok) return undefined;
    const ref = formatEntityRef(result.parts);
    if (known.has(ref)) return standIns.get(ref);
    const { chosen } = ownerElsewhere(owners, ref, reversed ? "ref" : writtenAs(relation, written));
    return chosen && standIns.get(chosen);
  }

  /** What is written about edges has no default kind. */
  function standInOfText(written: JsonValue | undefined, namespace: string): EntityRef | undefined {
    const result = typeof written === "string" ? readEntityRef(written, { defaultNamespace: namespace }) : undefined;
    return result?.ok ? standIns.get(formatEntityRef(result.parts)) : undefined;
  }

  /** The fields of a `spec` that name redacted entities, as they are shown. */
  function shownFields({ entity }: StoredEntity, spec: JsonObject, texts: Map<string, EntityRef>): JsonObject {
    const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
    const fields = new Map<string, JsonValue>();
    const lists = new Map<string, JsonValue[]>();
    eachWrittenRef(entity, kinds, (of, written, index) => {
      const standIn = standInOf(of, written, namespace);
      if (standIn === undefined) return;
      if (typeof written === "string") texts.set(written, standIn);
      const { field } = of.field;
      const whole = spec[field];
      if (index === null || !Array.isArray(whole)) fields.set(field, standIn);
      else {
        const list: JsonValue[] = lists.get(field) ?? [...whole];
        list[index] = standIn;
        lists.set(field, list);
      }
    });
    const subjectField = entityKind(entity, kinds)?.edgeNotesFor ?? null;
    const subject = subjectField === null ? undefined : standInOfText(spec[subjectField], namespace);
    if (subjectField !== null && subject !== undefined) fields.set(subjectField, subject);
    const { edges } = spec;
    if (isJsonObject(edges)) {
      const named = Object.keys(edges).flatMap((key) => {
        const standIn = standInOfText(key, namespace);
        return standIn === undefined ? [] : [[key, standIn] as const];
      });
      for (const [key, standIn] of named) texts.set(key, standIn);
      const names = new Map(named);
      // Of several notes on one edge the first counts, so it comes last.
      const shown = Object.entries(edges).map(([key, note]) => [names.get(key) ?? key, note] as const);
      if (named.length > 0) fields.set("edges", Object.fromEntries(shown.reverse()));
    }
    return Object.fromEntries([...fields, ...lists]);
  }

  return {
    shown(stored) {
      const { entity } = stored;
      const texts = new Map<string, EntityRef>();
      const fields = entity.spec ? shownFields(stored, entity.spec, texts) : {};
      replaced.delete(stored.ref);
      if (Object.keys(fields).length === 0) return stored;
      replaced.set(stored.ref, texts);
      const shown = { ...entity, spec: { ...entity.spec, ...fields } };
      // The etag of the text as it was would let whoever guesses a name make sure of it.
      return { ...stored, entity: shown, etag: entityEtag(JSON.stringify(shown)) };
    },
    shownProblem(problem) {
      const texts = problem.entity === null ? undefined : replaced.get(problem.entity);
      if (!texts) return problem;
      let { message, path } = problem;
      // The longest first, as one may be the beginning of another.
      for (const [text, standIn] of [...texts].sort(([a], [b]) => b.length - a.length)) {
        message = message.replaceAll(text, standIn);
        path = path?.replaceAll(jsonPointer([text]), jsonPointer([standIn])) ?? null;
      }
      return { ...problem, message, path };
    },
  };
}

/** The name in a ref, for names hold neither of what stands between the parts. */
function lastPart(text: string): string {
  return text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf(":")) + 1).toLowerCase();
}

function ownersAmong(all: readonly StoredEntity[], kinds: KindRegistry): OwnerNames {
  const owners = ownerNames();
  for (const { ref, entity } of all) if (entityKind(entity, kinds)?.owns) owners.add(ref);
  return owners;
}
