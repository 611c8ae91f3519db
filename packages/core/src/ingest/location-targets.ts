import type { Entity } from "../model/entity.ts";
import type { LocationFields } from "../model/kind.ts";
import { locationParts, resolvePlace } from "./resolve-location.ts";

/** One file, or one pattern of files, that an entity points to. */
export interface LocationTarget {
  /** How it is read, as the entity says; as the entity's own file was read unless it does. */
  readonly type: string;
  /** A web address, a path or a pattern; what was relative follows from the entity's own place. */
  readonly target: string;
  /** Whether it may be missing. */
  readonly optional: boolean;
  /** JSON pointer of the value that names it. */
  readonly path: string;
}

/**
 * What an entity points to: first its one target, then its list, in their order and with repetitions.
 *
 * @param from the location of the entity's document, such as `url:https://…/catalog-info.yaml`
 */
export function locationTargets(entity: Entity, fields: LocationFields, from: string): readonly LocationTarget[] {
  const { type, place } = locationParts(from);
  const spec = entity.spec ?? {};
  const own = spec[fields.type];
  const list = spec[fields.targets];
  const named = [
    { value: spec[fields.target], path: `/spec/${fields.target}` },
    ...(Array.isArray(list) ? list : []).map((value, index) => ({ value, path: `/spec/${fields.targets}/${index}` })),
  ];
  return named.flatMap(({ value, path }) => {
    if (typeof value !== "string" || value === "") return [];
    return {
      type: typeof own === "string" ? own : type,
      target: resolvePlace(value, place),
      optional: spec[fields.presence] === "optional",
      path,
    };
  });
}
