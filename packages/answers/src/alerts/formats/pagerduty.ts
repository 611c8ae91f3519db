import type { AlertFormat } from "../alert.ts";

/** PagerDuty incidents, as its app posts them and as its webhooks say them. */
export const pagerduty: AlertFormat = {
  name: "pagerduty",
  starts: [
    /\b(?:triggered|acknowledged|resolved|reopened|escalated)\s{0,2}#\d{1,9}/i,
    /\[#\d{1,9}\]/,
    /^\W{0,4}(?=P[A-Z]{0,12}\d[A-Z\d]{0,12}\b.{0,40}\b(?:triggered|acknowledged|resolved|firing|alerting)\b)/,
    /^\W{0,4}#\d{1,9}:?\s{1,2}(?:triggered|acknowledged|resolved|reopened|escalated)\b/i,
    /\bincident\s{0,2}#\d{1,9}\s?[:–-]/i,
    /\bincident\s{1,2}#?\d{1,9}\b.{0,40}\b(?:triggered|acknowledged|resolved)\b/i,
    /\bpagerduty\b\W{1,4}(?:alert|incident|event|page)\b\s{0,2}(?:#\d{1,9})?\W{0,3}/i,
    /\bnew incident (?:triggered|opened|created|in|on|for)\b/i,
  ],
  hints: [
    /\bservice id:?\s{0,2}P(?=[A-Z]{0,12}\d)[A-Z\d]{5,13}\b/i,
    /\.pagerduty\.com\//i,
    /\bpagerduty\b/i,
    /^urgency:\s/i,
  ],
  resolved: [
    /\bresolved\s{0,2}#\d/i,
    /^\W{0,4}#\d{1,9}:?\s{1,2}resolved\b/i,
    /\bincident\s{1,2}#?\d{1,9}\b.{0,40}\bresolved\b/i,
  ],
  named: [
    ["pagerduty_service_id", /\bservice id:?\s{0,2}(P(?=[A-Z]{0,12}\d)[A-Z\d]{5,13})\b/i],
    ["pagerduty_service_id", /\((P(?=[A-Z]{0,12}\d)[A-Z\d]{5,13})\)/],
  ],
  labels: new Map([["service_id", "pagerduty_service_id"]]),
  ids: "pagerduty.com/service-id",
  webhook: ["event_type", "incident_number", "escalation_policy"],
};
