import type { CatalogView, Entity, EntityRef, KindDefinition, OtherClaim } from "@callboard/core";
import { findEntity } from "../catalog/find-entity.ts";
import { kindsInForce } from "../catalog/kinds-in-force.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { ago, plural } from "../output/ago.ts";
import { details } from "../output/details.ts";
import { bold, dim, type Line } from "../output/line.ts";
import { place } from "../output/place.ts";
import type { Session } from "../session.ts";

/** `callboard entity REF`. */
export async function entity(session: Session, text: string): Promise<ExitCode> {
  const kinds = await kindsInForce(session);
  return withCatalog(session, (view) => {
    const ref = findEntity(view, text);
    const found = view.entity(ref);
    session.output.data(found, () => (found ? entityLines(ref, found, { view, kinds, now: session.io.now() }) : []));
    return EXIT.ok;
  });
}

const MAX_TARGETS = 10;

interface Shown {
  readonly view: CatalogView;
  readonly kinds: readonly KindDefinition[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

function entityLines(ref: EntityRef, entity: Entity, { view, kinds, now }: Shown): readonly Line[] {
  const { title, description, tags = [], links = [] } = entity.metadata;
  const { location, line, changed, lastSeen, source, alsoClaimedBy } = view.origin(ref);
  return [
    title ? [bold(title), "  ", dim(ref)] : bold(ref),
    ...(description
      ? description
          .trim()
          .split(/\s*\n\s*/)
          .map((text) => `  ${text}`)
      : []),
    "",
    ...details([
      ...plainFields(entity, kinds),
      ...relationRows(entity),
      tags.length > 0 && ["tags", tags.join(", ")],
      ...links.map(({ url, title: text }) => ["links", text ? `${text}: ${url}` : url] as const),
      ["written", place(location, line)],
      ...alsoClaimedBy.map((claim) => ["not used", claimLine(claim, source)] as const),
      ["changed", `${ago(changed, now)}; read ${ago(lastSeen, now)} from ${source}`],
    ]),
  ];
}

/** Another description of the same ref, and why it is not the one that counts. */
function claimLine({ source, location, line, reason }: OtherClaim, winner: string): Line {
  const from = source === winner ? "" : ` from ${source}`;
  return [place(location, line), from, "  ", dim(reason)];
}

/** The fields of `spec` that hold one value and name no other entity: those are the relations. */
function plainFields(
  { kind, spec = {} }: Entity,
  kinds: readonly KindDefinition[],
): readonly (readonly [string, string])[] {
  const definition = kinds.find((known) => known.kind === kind);
  const refs = new Set<string>(definition?.relations.map(({ field }) => field));
  return Object.entries(spec).flatMap(([field, value]) => {
    if (refs.has(field) || value === null || typeof value === "object") return [];
    const text = String(value);
    const rows = text.trimEnd().split("\n").length;
    return [[field, rows > 1 ? plural(rows, "line") : text] as const];
  });
}

function relationRows({ relations = [] }: Entity): readonly (readonly [string, Line])[] {
  const byType = new Map<string, EntityRef[]>();
  for (const { type, targetRef } of relations) {
    const sameType = byType.get(type);
    if (sameType) sameType.push(targetRef);
    else byType.set(type, [targetRef]);
  }
  return [...byType].flatMap(([type, targets]) => {
    const shown = targets.slice(0, MAX_TARGETS).map((target) => [type, target] as const);
    const more = targets.length - shown.length;
    return more > 0 ? [...shown, [type, dim(`and ${more} more`)] as const] : shown;
  });
}
