import type { AlertFormat } from "../alert.ts";

/** Opsgenie alerts. */
export const opsgenie: AlertFormat = {
  name: "opsgenie",
  starts: [/\[opsgenie\]/i, /^#?\d{0,9}:?\s{0,2}\[p[1-5]\]/i],
  hints: [/^(?:new|closed|acknowledged) alert:?\s/i, /\bopsg\.in\//i, /\bopsgenie\b/i],
  resolved: [/^closed alert/i, /\[opsgenie\] (?:closed|resolved)/i],
  webhook: ["tiny_id", "tinyid"],
};
