import type { AlertFormat } from "../alert.ts";

/** Rules of Elastic and Kibana. */
export const elastic: AlertFormat = {
  name: "elastic",
  starts: [
    /\[(?:kibana|elastic)\]/i,
    /^\W{0,4}(?:kibana|elastic(?:search)?)\b.{0,20}\b(?:rule|alert)\b.{0,80}\b(?:active|fired|triggered)\b\W{0,3}/i,
    /\b(?:rule|alert) ['"]?.{1,80}?['"]? (?:is|has become) (?:now )?active\b/i,
  ],
  hints: [/\b(?:kibana|elastic(?:search)?|elastalert)\b/i],
  resolved: [/\b(?:has recovered|is recovered)\b/i],
};
