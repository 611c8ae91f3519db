import type { BlastRadius, CatalogView } from "@callboard/core";

/** Everything a blast radius lists, as CSV for a spreadsheet: a row for each entity, with its owners and the reason. */
export function affectedCsv(view: CatalogView, { affected }: BlastRadius): string {
  const rows = affected.map(({ ref, effect, distance, tier, evidence, because }) => [
    ref,
    effect,
    String(distance),
    tier === null ? "" : String(tier),
    view
      .owner(ref)
      .owners.map((owner) => owner.ref)
      .join(" "),
    evidence,
    because,
  ]);
  return [HEADER, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const HEADER = ["ref", "effect", "distance", "tier", "owners", "evidence", "because"];

/** A cell that no spreadsheet takes for a formula, and that ends where it should. */
function cell(text: string): string {
  const harmless = /^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
