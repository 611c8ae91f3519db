import type { AlertFormat } from "../alert.ts";

/** Prometheus Alertmanager: its own title (`[FIRING:1] …`), templates that list labels, and its webhook. */
export const alertmanager: AlertFormat = {
  name: "alertmanager",
  starts: [
    /^\W{0,4}firing[:!]\s/i,

    /\[(?:firing|resolved)(?::\s{0,2}\d{1,4})?(?:, ?resolved: ?\d{1,4})?\]/i,
    /^(?:🔥|🚨)?\s{0,2}alert(?:name)?\s{0,2}[:=]\s{0,2}\S/i,
  ],
  hints: [/^alerts (?:firing|resolved):?$/i, /\/#\/alerts\?receiver=/, /\balertname\s{0,2}[:=]/i],
  resolved: [/\[resolved\b/i, /^alerts? resolved:?$/i],
  webhook: ["alertname"],
};
