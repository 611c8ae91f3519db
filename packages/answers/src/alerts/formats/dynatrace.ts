import type { AlertFormat } from "../alert.ts";

/** Dynatrace problems. */
export const dynatrace: AlertFormat = {
  name: "dynatrace",
  starts: [/\b(?:open|resolved) problem\b/i, /\bproblem p-\d{2,9}\b/i],
  hints: [/\bdynatrace\b/i, /\.live\.dynatrace\.com\//i, /\bimpacted entit(?:y|ies)\b/i],
  resolved: [/\bresolved problem\b/i],
  named: [
    [
      "service",
      /\bimpacted entit(?:y|ies):\s{0,3}(?:(?:(?:web|database|custom) )?(?:service|host|application|process group) )?([\w.-]{2,80})/i,
    ],
  ],
  labels: new Map([
    ["impacted_entity", "impacted"],
    ["impacted_entities", "impacted"],
    // "SERVICE-0A1B" is what Dynatrace calls it.
    ["entity", "entity_key"],
  ]),
  webhook: ["problemid", "problemtitle", "problem_id", "problem_title"],
};
