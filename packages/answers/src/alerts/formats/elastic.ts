import type { AlertFormat } from "../alert.ts";

/** Rules of Elastic and Kibana. */
export const elastic: AlertFormat = {
  name: "elastic",
  starts: [/\[(?:kibana|elastic)\]/i, /\b(?:rule|alert) ['"]?.{1,80}?['"]? (?:is|has become) (?:now )?active\b/i],
  hints: [/\b(?:kibana|elastic(?:search)?|elastalert)\b/i],
  resolved: [/\b(?:has recovered|is recovered)\b/i],
};
