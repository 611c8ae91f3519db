import type { InferredEdge, InferredEntity, ScanResult } from "@callboard/providers/scan";
import { plural } from "../output/ago.ts";
import { bold, dim, green, type Line, lineSpans, textLines, yellow } from "../output/line.ts";
import { place } from "../output/place.ts";
import { table } from "../output/table.ts";

/** The descriptors as they would be written, each below its path. */
export function descriptorLines({ files }: ScanResult): readonly Line[] {
  return files.flatMap(({ path, content }) => [[green("+ "), bold(path)], ...textLines(content).map(indented), ""]);
}

/** Everything that was inferred with where it is said, what could not be decided, and the numbers. */
export function summaryLines(result: ScanResult): readonly Line[] {
  const { entities, suggestions, undecided, skipped } = result;
  const edges = new Map<string, InferredEdge[]>();
  for (const edge of result.edges) edges.set(edge.from, [...(edges.get(edge.from) ?? []), edge]);
  return [
    ...entities.filter(isDescribed).flatMap((entity) => entityLines(entity, edges.get(entity.ref) ?? [])),
    ...section("Descriptors that are there lack", table(suggestions.map(suggestionRow), { indent: "  " })),
    ...section("Could not decide", cut(undecided, undecidedLines)),
    ...section(
      "Not read",
      cut(skipped, (shown) =>
        table(
          shown.map(({ path, reason }) => [path, dim(reason)]),
          { indent: "  " },
        ),
      ),
    ),
    ...total(result),
  ];
}

/** Of what is only a note, more would hide the rest. */
const MAX_NOTES = 30;

function cut<Item>(items: readonly Item[], linesOf: (shown: readonly Item[]) => readonly Line[]): readonly Line[] {
  const more = items.length - MAX_NOTES;
  return [
    ...linesOf(items.slice(0, MAX_NOTES)),
    ...(more > 0 ? [dim(`  and ${more.toLocaleString("en-GB")} more; --format json lists all.`)] : []),
  ];
}

function isDescribed({ entity }: InferredEntity): boolean {
  return entity.kind !== "Group" && entity.kind !== "User";
}

function entityLines(
  { ref, entity, owner, place: from }: InferredEntity,
  edges: readonly InferredEdge[],
): readonly Line[] {
  const rows: (readonly Line[])[] = [
    owner
      ? [dim("owner"), short(owner.ref), dim(`${at(owner.place)}  ${owner.because}`)]
      : [dim("owner"), yellow("nobody is named"), ""],
    ...edges.map(({ relation, to, place: where, because }) => [
      dim(VERBS[relation]),
      short(to),
      dim(`${at(where)}  ${because}`),
    ]),
  ];
  return [[bold(short(ref)), `  ${String(entity.spec.type)}  `, dim(at(from))], ...table(rows, { indent: "  " }), ""];
}

const VERBS = { dependsOn: "needs", consumesApi: "consumes", providesApi: "provides" } as const;

function suggestionRow({ from, relation, to, place: where, because }: InferredEdge): readonly Line[] {
  return [`${short(from)} ${VERBS[relation]} ${short(to)}`, dim(`${at(where)}  ${because}`)];
}

function undecidedLines(undecided: ScanResult["undecided"]): readonly Line[] {
  return undecided.flatMap(({ place: where, what }) => [["  ", what], dim(`    ${at(where)}`)]);
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [bold(title), ...lines, ""];
}

function total({ root, entities, described, edges, files, undecided, filesRead }: ScanResult): readonly Line[] {
  const owners = entities.filter((entity) => !isDescribed(entity)).length;
  const counts = [
    plural(entities.length - owners, "entity", "entities"),
    plural(owners, "owner"),
    plural(edges.length, "edge"),
    ...(described.length > 0 ? [`${described.length.toLocaleString("en-GB")} described already`] : []),
    `${plural(undecided.length, "question")} left`,
  ];
  return [`${root}: ${counts.join(", ")}, from ${plural(filesRead, "file")}; ${plural(files.length, "descriptor")}.`];
}

function at({ path, line }: InferredEntity["place"]): string {
  return place(path, line);
}

function short(ref: string): string {
  return ref.replace(":default/", ":");
}

function indented(line: Line): Line {
  return line === "" ? "" : ["  ", ...lineSpans(line)];
}
