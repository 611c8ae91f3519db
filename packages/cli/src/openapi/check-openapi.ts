import type { CatalogView, Problem, Severity } from "@callboard/core";
import { refOf } from "../catalog/ref-of.ts";
import { plural } from "../output/ago.ts";
import { type DefinitionFault, definitionFaults } from "./definition-faults.ts";
import { type DescribedApi, descriptorReader } from "./descriptor-reader.ts";
import { loadValidator, VALIDATOR_PACKAGE } from "./load-validator.ts";
import { openApiRule } from "./openapi-rule.ts";

export interface OpenApiOptions {
  /** The folder that `file:` locations start from. Descriptors there are read again for exact lines. */
  readonly cwd: string;
  /** How bad findings are; `"warning"` unless given. */
  readonly severity?: Severity;
  /** Only entities from these locations; all unless given. */
  readonly isAsked?: (location: string) => boolean;
  /** No further definition is begun after this time; 20 seconds unless given. */
  readonly maxMs?: number;
  /** Definitions that are checked; 5,000 unless given. */
  readonly maxDefinitions?: number;
  /** The time in milliseconds; `performance.now` unless given. */
  readonly now?: () => number;
  /** The package that checks; loaded when a definition is found, unless given. */
  readonly load?: typeof loadValidator;
}

export interface OpenApiReport {
  /** In order of location and line. */
  readonly problems: readonly Problem[];
  /** What was left out and what to do about it, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Checks the definitions of all entities whose `spec.type` is `openapi`: that they are YAML or JSON, keep to the schema
 * of OpenAPI 2.0, 3.0, 3.1 or 3.2, and that their refs to themselves lead somewhere. Nothing that a definition names is
 * fetched or read. Without the optional package that knows these schemas one note says what to install.
 */
export async function checkOpenApi(view: CatalogView, options: OpenApiOptions): Promise<OpenApiReport> {
  const {
    cwd,
    severity = openApiRule.severity,
    isAsked = () => true,
    maxMs = 20_000,
    maxDefinitions = 5_000,
  } = options;
  const { now = () => performance.now(), load = loadValidator } = options;
  const all = describedApis(view).filter(({ location }) => isAsked(location));
  if (all.length === 0) return { problems: [], notes: [] };
  const validator = await load();
  if (!validator) {
    const note = `${plural(all.length, "OpenAPI definition")} not checked. Install ${VALIDATOR_PACKAGE} to check them.`;
    return { problems: [], notes: [note] };
  }
  const descriptors = descriptorReader(cwd);
  const problems: Problem[] = [];
  const end = now() + maxMs;
  let checked = 0;
  for (const api of all.slice(0, maxDefinitions)) {
    if (now() >= end) break;
    const faults = await definitionFaults(api.definition, validator);
    const placeOf = faults.length > 0 ? await descriptors.placesOf(api) : undefined;
    for (const fault of faults) {
      const [line, column] = placeOf?.(fault.place) ?? [api.line, null];
      problems.push({
        severity,
        rule: openApiRule.id,
        message: `spec.definition: ${lineOf(fault)}${fault.message}`,
        location: api.location,
        line,
        column,
        entity: api.ref,
        path: "/spec/definition",
      });
    }
    checked += 1;
  }
  const left = all.length - checked;
  const note = `${plural(left, "OpenAPI definition")} not checked: there were too many for one run. Name the paths to check.`;
  return { problems: problems.sort(byPlace), notes: left > 0 ? [note] : [] };
}

// By what they hold and not by their kind: a kind of your own may describe an API as well.
function describedApis(view: CatalogView): DescribedApi[] {
  const { items } = view.query({ filter: { "spec.type": "openapi" }, limit: Number.POSITIVE_INFINITY });
  return items.flatMap((entity): DescribedApi[] => {
    const definition = entity.spec?.definition;
    if (typeof definition !== "string") return [];
    const { ref, location, line } = view.origin(refOf(entity));
    return [{ ref, location, line, definition }];
  });
}

// Where the place in the descriptor cannot be told, this is the only one there is.
function lineOf({ place }: DefinitionFault): string {
  return place === null ? "" : `line ${place[0]} of the definition: `;
}

function byPlace(left: Problem, right: Problem): number {
  return (
    (left.location < right.location ? -1 : left.location > right.location ? 1 : 0) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.column ?? 0) - (right.column ?? 0)
  );
}
