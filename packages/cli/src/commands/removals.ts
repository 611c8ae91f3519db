import { type Catalog, CatalogError, type EntityRef, type Removals } from "@callboard/core";
import { openSources, storeOf } from "../catalog/open-places.ts";
import { sourcePlaces } from "../catalog/places.ts";
import { sourceCodes } from "../catalog/source-state.ts";
import { type ExitCode, worstOf } from "../exit-code.ts";
import { ago, plural } from "../output/ago.ts";
import { bold, dim, type Line, red } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** `callboard removals list`. */
export function listRemovals(session: Session): Promise<ExitCode> {
  return withRememberedCatalog(session, async (catalog) => {
    const removals = catalog.removals();
    session.output.data(removals, () => removalLines(removals, session));
  });
}

/** `callboard removals confirm SOURCE`: the refs that left the catalog. */
export function confirmRemovals(session: Session, source: string): Promise<ExitCode> {
  return withRememberedCatalog(session, async (catalog) => {
    const refs = await catalog.confirmRemovals(source);
    session.output.data(refs, () => [
      ...refs,
      dim(
        `${plural(refs.length, "entity", "entities")} removed. For 7 days: ${session.commandLine("removals", "restore", "REF")}`,
      ),
    ]);
  });
}

/** `callboard removals restore REF…`: the refs that are back. */
export function restoreRemoved(session: Session, refs: readonly string[]): Promise<ExitCode> {
  return withRememberedCatalog(session, async (catalog) => {
    const restored: EntityRef[] = [];
    for (const ref of refs) restored.push(await catalog.restore(ref));
    session.output.data(restored, () => [
      ...restored,
      dim(`${plural(restored.length, "entity", "entities")} restored.`),
    ]);
  });
}

async function withRememberedCatalog(session: Session, act: (catalog: Catalog) => Promise<void>): Promise<ExitCode> {
  const places = sourcePlaces(session);
  const store = await storeOf(session);
  if (!store) {
    throw new CatalogError(
      "invalid-argument",
      "Removals are seen by comparing sources with what was there before. Name the sources with --catalog PATH and " +
        "the file that remembers them with --store FILE.",
    );
  }
  const catalog = await openSources(places, store, session);
  try {
    await act(catalog);
    return worstOf(sourceCodes(catalog.sources()));
  } finally {
    await catalog.close();
  }
}

function removalLines({ refused, quarantined }: Removals, { io, commandLine }: Session): readonly Line[] {
  const now = io.now();
  if (refused.length + quarantined.length === 0)
    return ["No removals wait, and nothing was removed in the last 7 days."];
  return [
    ...refused.flatMap(({ source, reason, refs }) => [
      [red("refused"), " ", bold(source), `: ${reason}`],
      ...refs.map((ref) => `  ${ref}`),
      dim(`  Let it happen with: ${commandLine("removals", "confirm", source)}`),
    ]),
    ...(quarantined.length > 0 ? [bold("removed")] : []),
    ...table(
      quarantined.map(({ ref, source, reason, removedAt, until }) => [
        ref,
        `${ago(removedAt, now)}, ${REASONS[reason]} ${source}`,
        dim(`until ${until.slice(0, 10)}: ${commandLine("removals", "restore", ref)}`),
      ]),
      { indent: "  " },
    ),
  ];
}

const REASONS: Readonly<Record<Removals["quarantined"][number]["reason"], string>> = {
  "gone-from-source": "gone from",
  confirmed: "confirmed for",
  "source-removed": "left with its source",
};
