import type { Share } from "./score.ts";
import type { ScenarioResult, SimulationOptions } from "./simulate.ts";

/** The results as a Markdown table, with what they were taken on above it. */
export function simulationText(
  { seed, companies, failuresPerCompany }: SimulationOptions,
  results: readonly ScenarioResult[],
): string {
  const failures = count(companies.length * failuresPerCompany);
  const sizes = `${count(Math.min(...companies))} to ${count(Math.max(...companies))}`;
  return [
    `${failures} failures, ${failuresPerCompany} in each of ${companies.length} random companies of ${sizes} entities; seed ${seed}.`,
    "In brackets: 95 % intervals, from drawing the failures again.",
    "",
    "| what is declared | `breaks`: recall | precision | degrades or worse: recall | precision |",
    "| --- | --: | --: | --: | --: |",
    ...results.map(({ name, breaks, degradesOrWorse }) => {
      const shares = [breaks.recall, breaks.precision, degradesOrWorse.recall, degradesOrWorse.precision];
      return `| ${[name, ...shares.map(shown)].join(" | ")} |`;
    }),
    "",
  ].join("\n");
}

function shown({ share, low, high }: Share): string {
  const interval = low < high ? ` [${percent(low)}–${percent(high)}]` : "";
  return `${percent(share)} %${interval}`;
}

/** With one decimal, and "100" for all only: what is rounded up to it would hide a miss. */
function percent(share: number): string {
  return share === 1 ? "100" : (Math.floor(share * 1_000) / 10).toFixed(1);
}

function count(number: number): string {
  return number.toLocaleString("en-GB");
}
