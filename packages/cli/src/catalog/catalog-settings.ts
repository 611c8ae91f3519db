import {
  type EntityProvider,
  type KindDefinition,
  nearestTexts,
  type OpenCatalogOptions,
  type SourceRule,
} from "@callboard/core";
import { configError } from "../config/config-problem.ts";
import { problemWith } from "../config/problem-with.ts";
import type { ReadConfig } from "../config/read-config.ts";
import { openApiRule } from "../openapi/openapi-rule.ts";
import type { Session } from "../session.ts";
import { kindsInForce } from "./kinds-in-force.ts";
import { configPlaces } from "./places.ts";
import { sourcesAt } from "./sources/sources-at.ts";

/** How a catalog is opened, besides what it is read from. */
export type CatalogSettings = Omit<OpenCatalogOptions<readonly KindDefinition[]>, "providers">;

/**
 * What the configuration in force says about opening a catalog over these sources; nothing without one.
 *
 * @throws {CatalogError} `invalid-config`, `invalid-kind`
 */
export async function catalogSettings(
  session: Session,
  sources: readonly Pick<EntityProvider, "name">[],
): Promise<CatalogSettings> {
  const { config: read, options } = session;
  if (!read) return {};
  const { unknownKinds, allowedHosts, limits, guard, lint, environments } = read.config;
  const names = new Set(sources.map(({ name }) => name));
  // A rule about one source has nothing to say where others were named instead.
  const isInForce = ({ source }: SourceRule) =>
    source === undefined || (options.catalog === undefined && names.has(source));
  // Definitions are checked by the command, beside what the catalog itself finds.
  const { [openApiRule.id]: _, ...rulesOfCore } = lint.rules;
  return {
    kinds: await kindsInForce(session),
    unknownKinds,
    allowedHosts,
    limits,
    guard,
    rules: (await rulesOf(read)).filter(isInForce),
    lint: { rules: rulesOfCore, ...(environments.known && { environments: environments.known }) },
  };
}

/** The rules for all sources, those for one, and those that sources have themselves. */
async function rulesOf(read: ReadConfig): Promise<readonly SourceRule[]> {
  const { rules, sources } = read.config;
  const names = await sourceNames(read);
  rejectUnknownSources(read, names);
  const own = sources.flatMap((source, index) => source.rules.map((rule) => ({ ...rule, source: names[index] ?? "" })));
  return [...rules, ...own];
}

/** What the sources of a configuration are called, in its order; a snapshot is no source and has no name. */
async function sourceNames(read: ReadConfig): Promise<readonly string[]> {
  const places = configPlaces(read);
  if (places.some(({ type }) => type === "snapshot")) return [""];
  const sources = await sourcesAt(
    places.filter((place) => place.type !== "snapshot"),
    read,
  );
  return sources.map(({ name }) => name);
}

function rejectUnknownSources(read: ReadConfig, names: readonly string[]): void {
  const problems = read.config.rules.flatMap(({ source }, index) => {
    if (source === undefined || names.includes(source)) return [];
    const [nearest] = nearestTexts(source, names);
    const remedy = nearest ? `Did you mean ${nearest}?` : `The sources are: ${names.join(", ") || "none"}.`;
    const message = `rules[${index}].source is ${JSON.stringify(source)}, which is no source. ${remedy}`;
    return [problemWith(`/rules/${index}/source`, message, read)];
  });
  if (problems.length > 0) throw configError(problems);
}
