import { type CatalogView, type EntityRef, entityRef, entityRefParts } from "@callboard/core";
import { environmentNames, isEnvironment } from "./modifiers.ts";

/**
 * What an entity is called in an environment, where that is an entity of its own: in staging `planner-stg` of `planner`, and
 * in production `planner` of `planner-stg`. Undefined where the catalog holds none.
 */
export function siblingIn(environment: string, ref: EntityRef, view: CatalogView): EntityRef | undefined {
  const { kind, namespace, name } = entityRefParts(ref);
  const parts = name.split("-");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  const base =
    parts.length > 1 && isEnvironment(last)
      ? parts.slice(0, -1).join("-")
      : parts.length > 1 && isEnvironment(first)
        ? parts.slice(1).join("-")
        : name;
  const names = environmentNames(environment);
  const called = [
    ...names.flatMap((each) => [`${base}-${each}`, `${each}-${base}`]).map((each) => ({ namespace, name: each })),
    ...names.map((each) => ({ namespace: each, name: base })),
    ...(names.includes("prod") ? [{ namespace, name: base }] : []),
  ];
  return called.map((each) => entityRef({ kind, ...each })).find((each) => view.entity(each));
}
