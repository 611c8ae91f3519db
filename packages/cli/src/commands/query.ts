import type { Entity, QueryResult } from "@callboard/core";
import { refOf } from "../catalog/ref-of.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { dim, type Line } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

interface QueryCommandOptions {
  readonly filter?: readonly string[];
  readonly order?: readonly string[];
  readonly limit: number;
  readonly cursor?: string;
}

/** `callboard query`. */
export function query(session: Session, options: QueryCommandOptions): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const result = view.query(options);
    session.output.data(result, () => resultLines(result, options, session));
    return EXIT.ok;
  });
}

function resultLines(result: QueryResult, options: QueryCommandOptions, session: Session): readonly Line[] {
  const { items, total } = result;
  const rows = items.map((entity) => [
    refOf(entity),
    specText(entity, "type"),
    specText(entity, "lifecycle"),
    dim(ownerOf(entity)),
  ]);
  return [...table(rows, { last: "cut" }), dim(countText(items.length, total)), ...moreLines(result, options, session)];
}

/** A person gets a line to paste that lists everything; a script gets the cursor. */
function moreLines(
  { total, next }: QueryResult,
  { filter = [], order = [] }: QueryCommandOptions,
  { io, commandLine }: Session,
): readonly Line[] {
  if (next === null) return [];
  if (!io.isTty.stdout) return [dim(`Next page: --cursor ${next}`)];
  const asked = [...filter.flatMap((text) => ["--filter", text]), ...order.flatMap((key) => ["--order", key])];
  return [dim(`All of them: ${commandLine("query", ...asked, "--limit", String(total))}`)];
}

function countText(shown: number, total: number): string {
  const all = plural(total, "entity", "entities");
  return shown === total ? all : `${shown} of ${all}`;
}

function specText({ spec = {} }: Entity, field: string): string {
  const value = spec[field];
  return typeof value === "string" ? value : "";
}

function ownerOf({ relations = [] }: Entity): string {
  const owners = relations.filter(({ type }) => type === "ownedBy").map(({ targetRef }) => targetRef);
  return owners.join(", ");
}
