import { ANNOTATIONS, environmentsOf } from "../model/annotations.ts";
import type { Entity } from "../model/entity.ts";
import { isJsonObject } from "../model/json.ts";
import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import { entityRule } from "./entity-rule.ts";
import { nearestTexts } from "./nearest-texts.ts";

/** Finds nothing unless the environments are configured: only then can a name be wrong. */
export const unknownEnvironment = entityRule({
  id: "unknown-environment",
  severity: "warning",
  description: "An environment is named that is not among the configured ones.",
  *findIn(stored, { environments }) {
    if (environments === null) return;
    for (const { path, name } of namedEnvironments(stored.entity)) {
      if (environments.includes(name)) continue;
      const meant = nearestTexts(name, environments);
      const remedy =
        meant.length > 0 ? `Did you mean ${meant.join(" or ")}?` : `The environments are: ${environments.join(", ")}.`;
      yield { stored, path, message: `${fieldName(path)}: ${quoted(name)} is not an environment. ${remedy}` };
    }
  },
});

interface NamedEnvironment {
  readonly path: string;
  readonly name: string;
}

function namedEnvironments(entity: Entity): NamedEnvironment[] {
  const path = jsonPointer(["metadata", "annotations", ANNOTATIONS.environments]);
  const named = (environmentsOf(entity) ?? []).map((name) => ({ path, name }));
  const edges = entity.spec?.edges;
  if (!isJsonObject(edges)) return named;
  for (const [edge, note] of Object.entries(edges)) {
    const written = isJsonObject(note) && Array.isArray(note.in) ? note.in : [];
    for (const [index, name] of written.entries()) {
      if (typeof name === "string") named.push({ path: jsonPointer(["spec", "edges", edge, "in", index]), name });
    }
  }
  return named;
}
