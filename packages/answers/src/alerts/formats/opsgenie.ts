import type { AlertFormat } from "../alert.ts";

/** Opsgenie alerts. */
export const opsgenie: AlertFormat = {
  name: "opsgenie",
  starts: [
    /\[opsgenie\]/i,
    /^alert (?:is|was) created via \w/i,
    /^\W{0,4}opsgenie\W{1,4}(?:new )?alert\b/i,
    /^\W{0,4}(?:opsgenie\b[\s:]{0,4}(?:(?:new )?alert\s)?(?:(?:was )?(?:created|opened|closed|acknowledged)\b)?[\s:]{0,4})?(?:#?\d{1,9}:?\s{0,2})?\[p[1-5]\]/i,
  ],
  hints: [
    /^(?:new|closed|acknowledged) alert:?\s/i,
    /\bopsg\.in\//i,
    /\bopsgenie\b/i,
    /^responders:\s/i,
    /^priority:\s{0,2}p[1-5]\b/i,
  ],
  resolved: [/^closed alert/i, /\[opsgenie\] (?:closed|resolved)/i],
  named: [["tags", /\btags?:\s{0,2}\[?((?:[\w.-]{1,60},\s?){0,10}[\w.-]{1,60})/i]],
  webhook: ["tiny_id", "tinyid"],
};
