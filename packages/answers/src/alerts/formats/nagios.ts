import type { AlertFormat } from "../alert.ts";

/** Nagios, Icinga, Checkmk and Zabbix. */
export const nagios: AlertFormat = {
  name: "nagios",
  starts: [
    /\b(?:PROBLEM|RECOVERY|CRITICAL|WARNING|UNKNOWN)\b.{0,80}\b(?:host|service)(?: alert)?:/i,
    /^\W{0,6}(?:nagios|icinga|check_?mk|zabbix)\W{0,8}$/i,
    /^\W{0,8}(?:nagios|icinga|check_?mk|zabbix)(?: ?\d)?\b.{0,60}\bmonitoring\b/i,
    /^\W{0,4}(?:nagios|icinga|check_?mk|zabbix)\b\W{1,4}(?:problem|recovery|resolved|critical|warning|down)\b\W{0,3}/i,
    /^\W{0,4}(?:problem|resolved)(?: started| has been resolved)?:\s/i,
    /^\W{0,4}problem (?:started|has been resolved|resolved) (?:at|in) \d/i,
  ],
  hints: [/\b(?:nagios|icinga|check_?mk|zabbix)\b/i, /^(?:host|trigger|problem name):\s/i],
  named: [["host", /\b(?:host|service) alert: ([\w.-]{2,80})(?=\/| is )/i]],
  // A "service" is a check of a host there.
  labels: new Map([["service", "check_name"]]),
  resolved: [/\bRECOVERY\b/, /\bOK\b - /, /^\W{0,4}resolved\b/i],
};
