import type { AlertFormat } from "../alert.ts";

/** PagerDuty incidents, as its app posts them and as its webhooks say them. */
export const pagerduty: AlertFormat = {
  name: "pagerduty",
  starts: [
    /\b(?:triggered|acknowledged|resolved|reopened|escalated)\s{0,2}#\d{1,9}/i,
    /\[#\d{1,9}\]/,
    /^\W{0,4}#\d{1,9}:?\s{1,2}(?:triggered|acknowledged|resolved|reopened|escalated)\b/i,
    /\bincident\s{0,2}#\d{1,9}\s?[:–-]/i,
    /\bincident\s{1,2}#?\d{1,9}\b.{0,40}\b(?:triggered|acknowledged|resolved)\b/i,
    /\bnew incident (?:triggered|opened|created|in|on|for)\b/i,
  ],
  hints: [/\.pagerduty\.com\//i, /\bpagerduty\b/i, /^urgency:\s/i],
  resolved: [
    /\bresolved\s{0,2}#\d/i,
    /^\W{0,4}#\d{1,9}:?\s{1,2}resolved\b/i,
    /\bincident\s{1,2}#?\d{1,9}\b.{0,40}\bresolved\b/i,
  ],
  labels: new Map([["service_id", "pagerduty_service_id"]]),
  ids: "pagerduty.com/service-id",
  webhook: ["event_type", "incident_number", "escalation_policy"],
};
