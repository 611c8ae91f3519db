import type { CatalogView, EntityRef, Mode } from "@callboard/core";
import { entityRefParts } from "@callboard/core";

/** What every page is made with. */
export interface Site {
  readonly view: CatalogView;
  /** What stands before every path of ours; empty at the root. */
  readonly basePath: string;
  readonly title: string;
  /** Environments that can be chosen. */
  readonly environments: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a blast radius is asked for. */
export interface Failure {
  readonly roots: readonly EntityRef[];
  readonly mode: Mode;
  readonly environment: string | null;
}

/** Which entities are listed; null for any. */
export interface EntityList {
  /** In lower case, as in refs. */
  readonly kind: string | null;
  readonly owner: EntityRef | null;
}

/** The address of an entity's page: where Backstage has it, so that links of one work with the other. */
export function entityPath({ basePath }: Pick<Site, "basePath">, ref: EntityRef): string {
  const { kind, namespace, name } = entityRefParts(ref);
  return `${basePath}/catalog/${[namespace, kind, name].map(encodeURIComponent).join("/")}`;
}

/** The address of the page that says what breaks. */
export function failurePath(
  { basePath }: Pick<Site, "basePath">,
  { roots, mode, environment }: Failure,
  further: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams();
  for (const root of roots) query.append("entity", root);
  if (mode !== "down") query.set("mode", mode);
  if (environment !== null) query.set("environment", environment);
  for (const [name, value] of Object.entries(further)) query.set(name, value);
  // Both may stand in a query as they are, and a ref is easier to read so.
  return `${basePath}/impact?${String(query).replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
}

/** The address of a list of entities, from one of them on. */
export function listPath({ basePath }: Pick<Site, "basePath">, { kind, owner }: EntityList, from = 0): string {
  const query = new URLSearchParams({
    ...(kind !== null && { kind }),
    ...(owner !== null && { owner }),
    ...(from > 0 && { from: String(from) }),
  });
  const asked = String(query).replaceAll("%3A", ":").replaceAll("%2F", "/");
  return `${basePath}/browse${asked === "" ? "" : `?${asked}`}`;
}

/** The address of a search. */
export function searchPath({ basePath }: Pick<Site, "basePath">, text: string, limit?: number): string {
  const query = new URLSearchParams({ q: text, ...(limit !== undefined && { limit: String(limit) }) });
  return `${basePath}/?${query}`;
}
