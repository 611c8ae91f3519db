import type { AlertFormat } from "../alert.ts";

/** Datadog monitors. */
export const datadog: AlertFormat = {
  name: "datadog",
  starts: [
    /\[(?:re-)?(?:triggered|warn|no data|recovered|renotify)(?: on \{[^{}\]]{0,200}\})?\]/i,
    /^(?:p[1-5] )?(?:re-)?(?:triggered|warn|no data|recovered):\s/i,
  ],
  hints: [/\bapp\.datadoghq\.(?:com|eu)\//i, /\.datadoghq\.com\//i, /\bdatadog\b/i, /\bmonitor_tags\b/i],
  resolved: [/\[recovered/i, /^(?:p[1-5] )?recovered:/i],
  webhook: ["alert_type", "alert_transition", "monitor_id"],
};
