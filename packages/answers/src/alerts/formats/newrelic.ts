import type { AlertFormat } from "../alert.ts";

/** New Relic issues and incidents. */
export const newrelic: AlertFormat = {
  name: "newrelic",
  starts: [/\bissue (?:activated|created|acknowledged|closed)\b/i, /\b(?:open|closed) incident\b.{0,60}\bpolicy\b/i],
  hints: [/\bnew ?relic\b/i, /\bone\.newrelic\.com\//i, /\bimpacted entit(?:y|ies)\b/i],
  resolved: [/\bissue closed\b/i, /\bclosed incident\b/i],
  named: [["service", /\bimpacted entit(?:y|ies):\s{0,3}([\w .-]{2,80})/i]],
  webhook: [
    "issue_url",
    "issueurl",
    "impacted_entities",
    "impactedentities",
    "alert_condition_names",
    "alertconditionnames",
  ],
};
