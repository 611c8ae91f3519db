import type { Figure } from "./figure.ts";
import type { Machine } from "./machine.ts";

/** Everything a run found out. */
export interface Report {
  readonly machine: Machine;
  readonly seed: number;
  readonly catalogs: readonly CatalogSize[];
  readonly figures: readonly Figure[];
}

export interface CatalogSize {
  readonly services: number;
  readonly entities: number;
  readonly files: number;
  readonly bytes: number;
}

/** The report as a Markdown table, with what it was taken on above it. */
export function reportText({ machine, seed, catalogs, figures }: Report): string {
  const { cpu, cores, memoryGb, node, system, load } = machine;
  return [
    `Taken on ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}; load of the machine by others when it began: ${load.toFixed(1)}; seed ${seed}.`,
    "",
    ...catalogs.map(
      ({ services, entities, files, bytes }) =>
        `- ${count(services)} services: ${count(entities)} entities in ${count(files)} YAML files, ${(bytes / 1e6).toFixed(1)} MB`,
    ),
    "",
    "| work | services, entities or files | median [min–max] | p99 | peer | its median | ratio | target |",
    "| --- | --: | --: | --: | --- | --: | --: | --- |",
    ...figures.flatMap(rows),
    "",
  ].join("\n");
}

/** One row for the work and its first peer, one more for each further peer. */
function rows({ work, services, unit, ours, peers, target }: Figure): string[] {
  const show = (value: number) => amount(value, unit);
  const spread = ours.count > 1 ? ` [${show(ours.min)}–${show(ours.max)}]` : "";
  const own = [work, count(services), `${show(ours.median)}${spread}`, ours.count >= 100 ? show(ours.p99) : ""];
  const [first, ...others] = peers.map(({ name, recorded, median, ratio }) => [
    recorded ? `${name} (recorded)` : name,
    show(median),
    `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)}×`,
  ]);
  const promise = target ? targetText(target, show) : "";
  return [[...own, ...(first ?? ["", "", ""]), promise], ...others.map((peer) => ["", "", "", "", ...peer, ""])].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
}

function targetText(target: NonNullable<Figure["target"]>, show: (value: number) => string): string {
  const { statistic, limit, met, moonshot, moonshotMet } = target;
  const promise = `${statistic} ≤ ${show(limit)}: ${met ? "met" : "**not met**"}`;
  return moonshot === undefined
    ? promise
    : `${promise}; moonshot ${show(moonshot)}: ${moonshotMet ? "met" : "not met"}`;
}

function amount(value: number, unit: Figure["unit"]): string {
  if (unit === "bytes") return `${value.toFixed(0)} bytes`;
  if (unit === "MB") return `${value.toFixed(0)} MB`;
  if (value >= 1_000) return `${(value / 1_000).toPrecision(3)} s`;
  return value >= 1 ? `${value.toPrecision(3)} ms` : `${(value * 1_000).toPrecision(3)} µs`;
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}
