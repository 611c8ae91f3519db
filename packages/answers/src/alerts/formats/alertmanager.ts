import type { AlertFormat } from "../alert.ts";

/** The name of a rule at the head of a line, as "KubePodCrashLooping". */
const RULE = /^[A-Z][a-z]{1,30}[A-Z][A-Za-z0-9]{1,60}(?=\s|$)/;

/** Prometheus Alertmanager: its own title (`[FIRING:1] …`), templates that list labels, and its webhook. */
export const alertmanager: AlertFormat = {
  name: "alertmanager",
  starts: [
    /^\W{0,4}firing[:!]\s/i,
    /\bALERTS(?:_FOR_STATE)?(?=\{)/,
    /\[(?:firing|resolved)(?::\s{0,2}\d{1,4})?(?:, ?resolved: ?\d{1,4})?\]/i,
    /^(?:🔥|🚨)?\s{0,2}alert(?:name)?\s{0,2}[:=]\s{0,2}(?=\S)/i,
  ],
  hints: [/^alerts (?:firing|resolved):?$/i, /\/#\/alerts\?receiver=/, /\balertname\s{0,2}[:=]/i, RULE],
  named: [
    ["instance", /\(instance ([\w.-]{1,100}(?::\d{1,5})?)\)/i],
    ["job", /^([a-z\d][\w.-]{1,80}) [—–] \S/],
  ],
  resolved: [/\[resolved\b/i, /^alerts? resolved:?$/i],
  webhook: ["alertname"],
};
