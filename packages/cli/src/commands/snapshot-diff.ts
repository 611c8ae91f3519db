import { type CatalogDiff, diffCatalogs } from "../catalog/diff-catalogs.ts";
import { placesAt } from "../catalog/places.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { bold, green, type Line, red, yellow } from "../output/line.ts";
import type { Session } from "../session.ts";

/** `callboard snapshot diff BEFORE AFTER`: snapshots, or folders as they are now. */
export function diffSnapshots(session: Session, beforePath: string, afterPath: string): Promise<ExitCode> {
  const { io, output } = session;
  // Neither side is what `--store` remembers.
  const { store: _, ...options } = session.options;
  const open = (path: string, act: Parameters<typeof withCatalog>[1]) =>
    withCatalog({ ...session, options }, act, placesAt([path], io.cwd));
  return open(beforePath, (before) =>
    open(afterPath, (after) => {
      const diff = diffCatalogs(before, after);
      output.data(diff, () => diffLines(diff));
      return EXIT.ok;
    }),
  );
}

function diffLines({ added, removed, changed, dependents }: CatalogDiff): readonly Line[] {
  return [
    ...added.map((ref): Line => [green("+"), " ", ref]),
    ...changed.map((ref): Line => [yellow("~"), " ", ref]),
    ...removed.map((ref): Line => [red("-"), " ", ref]),
    ...dependents.flatMap(({ ref, gained, lost }): Line[] => [
      bold(ref),
      ...gained.map((dependent): Line => ["  ", green("+"), ` ${dependent} needs it now`]),
      ...lost.map((dependent): Line => ["  ", red("-"), ` ${dependent} no longer needs it`]),
    ]),
    `${plural(added.length, "entity", "entities")} added, ${changed.length} changed, ${removed.length} removed; ` +
      `${dependents.length} with other dependents`,
  ];
}
