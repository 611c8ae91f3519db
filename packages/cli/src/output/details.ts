import { dim, type Line } from "./line.ts";
import { table } from "./table.ts";

/** One fact: its label and what it is. */
type Detail = readonly [label: string, value: Line];

/** Facts below each other, their values aligned; `false` is left out. Of several with one label the first says it. */
export function details(rows: readonly (Detail | false)[], indent = "  "): readonly Line[] {
  const facts = rows.filter((row) => row !== false);
  return table(
    facts.map(([label, value], index) => [dim(facts[index - 1]?.[0] === label ? "" : label), value]),
    { indent },
  );
}
