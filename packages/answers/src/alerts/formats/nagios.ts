import type { AlertFormat } from "../alert.ts";

/** Nagios, Icinga, Checkmk and Zabbix. */
export const nagios: AlertFormat = {
  name: "nagios",
  starts: [
    /\b(?:PROBLEM|RECOVERY|CRITICAL|WARNING|UNKNOWN)\b.{0,80}\b(?:host|service)(?: alert)?:/i,
    /^\W{0,4}(?:problem|resolved)(?: started| has been resolved)?:\s/i,
  ],
  hints: [/\b(?:nagios|icinga|check_?mk|zabbix)\b/i, /^(?:host|trigger|problem name):\s/i],
  // A "service" is a check of a host there.
  labels: new Map([["service", "check_name"]]),
  resolved: [/\bRECOVERY\b/, /\bOK\b - /, /^\W{0,4}resolved\b/i],
};
