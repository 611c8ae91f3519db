import { type CatalogView, type Entity, type EntityRef, entityRef, entityRefParts } from "@callboard/core";
import type { ListFilter } from "../understand/modifiers.ts";
import { isLacking, KINDS_EXPECTED } from "./lacking.ts";

/** What lists look at of an entity. */
export interface ListRow {
  readonly ref: EntityRef;
  /** As in the document. */
  readonly kind: string;
  readonly type: string | null;
  readonly lifecycle: string | null;
  /** In lower case; a tier that an annotation states is one, too. */
  readonly tags: readonly string[];
  /** Where it runs, in lower case; null when it does not say, which means everywhere. */
  readonly environments: readonly string[] | null;
}

/**
 * The entities that pass a filter, but for the system or domain they are in, by ref. Every entity is looked at once for each
 * revision, and whether it lacks something once when that is asked first.
 */
export function rowsThatPass(view: CatalogView, filter: ListFilter): readonly ListRow[] {
  const table = tableOf(view);
  return table.rows.filter((row) => passes(view, row, filter, table.lacking));
}

/** Those of some entities that pass a filter, in their order; one that is not in the catalog passes none. */
export function thatPass(view: CatalogView, refs: readonly EntityRef[], filter: ListFilter): readonly ListRow[] {
  const isOpen = Object.keys(filter).length === 0;
  return refs.flatMap((ref) => {
    const entity = view.entity(ref);
    const row = entity ? rowOf(entity) : { ...BLANK, ref, kind: entityRefParts(ref).kind };
    return isOpen || (entity && passes(view, row, filter, new Map())) ? [row] : [];
  });
}

const BLANK = { type: null, lifecycle: null, tags: [], environments: null } as const;

interface ListTable {
  readonly revision: number;
  readonly rows: readonly ListRow[];
  /** By what is missing: whether an entity lacks it, as far as anybody asked. */
  readonly lacking: Map<string, Map<EntityRef, boolean>>;
}

const tables = new WeakMap<CatalogView, ListTable>();

function tableOf(view: CatalogView): ListTable {
  const before = tables.get(view);
  if (before?.revision === view.revision) return before;
  const { total } = view.query({ limit: 0 });
  const rows = view.query({ limit: Math.max(1, total), relations: false }).items.map(rowOf);
  const table = { revision: view.revision, rows, lacking: new Map() };
  tables.set(view, table);
  return table;
}

function rowOf({ kind, metadata, spec }: Entity): ListRow {
  const { name, namespace, tags = [] } = metadata;
  const tier = metadata.annotations?.["callboard.dev/tier"];
  const environments = metadata.annotations?.["callboard.dev/environments"]?.toLowerCase();
  return {
    ref: entityRef({ kind, name, ...(namespace && { namespace }) }),
    kind,
    type: textOf(spec?.type),
    lifecycle: textOf(spec?.lifecycle),
    tags: [...tags.map((tag) => tag.toLowerCase()), ...(tier ? [`tier-${tier}`] : [])],
    environments: environments ? environments.split(",").map((each) => each.trim()) : null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function passes(view: CatalogView, row: ListRow, filter: ListFilter, lacking: ListTable["lacking"]): boolean {
  const { kind, type, lifecycle, tag, environment, missing } = filter;
  if (kind !== undefined && row.kind.toLowerCase() !== kind.toLowerCase()) return false;
  if (type !== undefined && row.type?.toLowerCase() !== type.toLowerCase()) return false;
  if (lifecycle !== undefined && row.lifecycle?.toLowerCase() !== lifecycle.toLowerCase()) return false;
  if (tag !== undefined && !row.tags.includes(tag.toLowerCase())) return false;
  if (environment !== undefined && !runsIn(row, environment.toLowerCase())) return false;
  if (missing === undefined) return true;
  if (kind === undefined && KINDS_EXPECTED[missing]?.includes(row.kind) === false) return false;
  const known = lacking.get(missing) ?? new Map<EntityRef, boolean>();
  lacking.set(missing, known);
  const before = known.get(row.ref);
  if (before !== undefined) return before;
  const lacks = isLacking(view, row.ref, missing);
  known.set(row.ref, lacks);
  return lacks;
}

function runsIn({ kind, environments }: ListRow, environment: string): boolean {
  return RUNNING.has(kind) && (environments === null || environments.includes(environment));
}

const RUNNING: ReadonlySet<string> = new Set(["Component", "Resource", "API"]);
