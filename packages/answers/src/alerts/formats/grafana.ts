import type { AlertFormat } from "../alert.ts";

/** Grafana, with its old titles (`[Alerting] …`) and its present ones. */
export const grafana: AlertFormat = {
  name: "grafana",
  starts: [/\bfiring\s{1,3}(?=(?:value|labels)\s?:)/i, /\[(?:alerting|no data|nodata|ok|execution error)\]/i],
  hints: [
    /^(?:firing|resolved)$/i,
    /\/alerting\/grafana\//,
    /\/alerting\/silence\/new/,
    /^value:\s{0,2}(?:\[|[A-Z]\d?=)/i,
    /^silence:\s/i,
  ],
  resolved: [/\[ok\]/i, /^resolved$/i],
  webhook: ["dashboard_url", "panel_url", "silence_url", "silenceurl"],
};
