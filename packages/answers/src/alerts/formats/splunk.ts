import type { AlertFormat } from "../alert.ts";

/** Saved searches of Splunk, and incidents of Splunk On-Call (VictorOps). */
export const splunk: AlertFormat = {
  name: "splunk",
  starts: [/^\W{0,6}splunk alert\b\W{0,3}/i],
  hints: [/\bsplunk\b/i, /\bvictorops\b/i],
  resolved: [/^\W{0,6}(?:recovery|resolved)\b/i],
  // The app and the owner of a search say where it is saved.
  labels: new Map([
    ["app", "search_app"],
    ["owner", "search_owner"],
  ]),
  webhook: ["search_name", "results_link", "monitoring_tool", "state_message"],
};
