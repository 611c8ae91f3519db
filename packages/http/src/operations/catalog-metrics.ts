import type { CatalogView } from "@callboard/core";

/** What there is to watch in a catalog, in the text format of Prometheus, a line each. */
export function catalogMetrics(view: Pick<CatalogView, "sources" | "revision">): readonly string[] {
  const sources = view.sources();
  const gauge = (name: string, help: string, read: (source: (typeof sources)[number]) => number | null) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...sources.flatMap((source) => {
      const value = read(source);
      return value === null ? [] : `${name}{source="${escaped(source.name)}"} ${value}`;
    }),
  ];
  return [
    "# HELP callboard_revision How often the catalog changed.",
    "# TYPE callboard_revision counter",
    `callboard_revision ${view.revision}`,
    ...gauge("callboard_source_entities", "Entities of a source.", ({ entities }) => entities),
    ...gauge("callboard_source_problems", "Problems found in a source.", ({ problems }) => problems),
    ...gauge("callboard_source_refused_removals", "Removals that wait for a person.", (one) => one.refusedRemovals),
    ...gauge("callboard_source_fresh", "1 while a source is fresh.", ({ health }) => Number(health === "fresh")),
    ...gauge("callboard_source_age_seconds", "Since the last complete read.", ({ ageMs }) =>
      ageMs === null ? null : ageMs / 1_000,
    ),
  ];
}

function escaped(label: string): string {
  return label.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
