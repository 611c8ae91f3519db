import { type BlastRadiusChange, type ChangedEffect, compareBlastRadius, shortName } from "@callboard/core";
import { type CatalogDiff, diffCatalogs } from "../catalog/diff-catalogs.ts";
import { findInEither } from "../catalog/find-entity.ts";
import { placesAt } from "../catalog/places.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import type { Session } from "../session.ts";

interface SnapshotDiffOptions {
  /** What fails: then the blast radius is compared, not what there is. */
  readonly blastRadius?: readonly string[];
}

/** `callboard snapshot diff BEFORE AFTER`: snapshots, or folders as they are now. */
export function diffSnapshots(
  session: Session,
  beforePath: string,
  afterPath: string,
  { blastRadius }: SnapshotDiffOptions = {},
): Promise<ExitCode> {
  const { io, output } = session;
  // Neither side is what `--store` remembers.
  const { store: _, ...options } = session.options;
  const open = (path: string, act: Parameters<typeof withCatalog>[1]) =>
    withCatalog({ ...session, options }, act, placesAt([path], io.cwd));
  return open(beforePath, (before) =>
    open(afterPath, (after) => {
      if (blastRadius) {
        const roots = blastRadius.map((text) => findInEither(after, before, text));
        const change = compareBlastRadius(before, after, roots);
        output.data(change, () => changeLines(change));
        return EXIT.ok;
      }
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

function changeLines({ before, after, newly, noLonger, worse, better, truncated }: BlastRadiusChange): readonly Line[] {
  const missing = (refs: readonly string[], when: string) => refs.map((ref): Line => yellow(`${ref} ${when}`));
  return [
    ...missing(before.missingRoots, "was not there before"),
    ...missing(after.missingRoots, "is not there any more"),
    ...newly.map((change) => changeLine(red("+"), change, change.because.after)),
    ...worse.map((change) => changeLine(red("↑"), change, change.because.after)),
    ...better.map((change) => changeLine(green("↓"), change, change.because.after)),
    ...noLonger.map((change) => changeLine(green("-"), change, change.because.before)),
    `${before.total} affected before, ${after.total} now: ${newly.length} newly, ${worse.length} worse, ` +
      `${better.length} better, ${noLonger.length} no longer`,
    ...(truncated ? [dim("This is not everything: looking at all of it would take too long.")] : []),
  ];
}

function changeLine(mark: Span, { ref, before, after, entity }: ChangedEffect, because: string | null): Line {
  const effect = before !== null && after !== null ? `${after}, was ${before}` : (after ?? `was ${before}`);
  const own = entity === null ? "" : `; it was ${entity}`;
  const reason = because === null ? "" : `  ${shortName(ref)} ${because}`;
  return [mark, ` ${ref}  ${effect}`, dim(`${reason}${own}`)];
}
