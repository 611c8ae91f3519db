import type { AlertFormat } from "../alert.ts";

/** Systems that send alerts and have no format of their own here, in lower case. */
export const MONITORS: readonly string[] = [
  ...["victorops", "splunk", "splunk on-call", "honeycomb", "rollbar", "bugsnag", "checkly", "cronitor", "statuspage"],
  ...["appdynamics", "instana", "coralogix", "sumo logic", "lightstep", "google cloud monitoring", "stackdriver"],
  ...["squadcast", "rootly", "firehydrant", "netdata", "logicmonitor", "raygun", "airbrake", "honeybadger", "prtg"],
  ...[
    "solarwinds",
    "catchpoint",
    "thousandeyes",
    "chronosphere",
    "signalfx",
    "incident.io",
    "xmatters",
    "flux",
    "fluxcd",
  ],
  ...["grafana oncall", "healthchecks.io", "gcp", "graylog", "robusta", "botkube"],
];

const NAMED = MONITORS.map((name) => name.replaceAll(".", "\\.").replaceAll(" ", " ?")).join("|");

/** Alerts of any other system: its name at the head, or a headline that only an alert has. */
export const monitors: AlertFormat = {
  name: "monitors",
  starts: [
    new RegExp(
      `^\\W{0,6}(?:${NAMED})\\b(?:\\W{0,2}[\\]:|]|\\s{1,2}[-–—|]\\s|(?:\\s{1,2}\\w{1,12})?\\s{1,2}(?:alert|trigger|incident|notification|issue)\\b)\\W{0,3}`,
      "i",
    ),
    /^\W{0,6}alert (?:firing|fired|triggered|opened|resolved|closed)\b\W{0,3}/i,
    /^\W{0,6}(?:prod|production|staging) alert\b\W{0,6}/iu,
    /^\W{0,4}alert\W{1,4}(?=\[)/i,
    /^\W{0,4}(?:CRITICAL|PROBLEM|ALARM|DISASTER|FATAL)(?::| [–—-])\s(?=.{0,200}$)/u,
    /^\W{0,4}\[(?:CRITICAL|ALERT|ALARM|MAJOR|FATAL|DISASTER|SEV-?\d)\]\W{0,3}/u,
    /^\W{0,6}(?:SEV-?\d\b:?|ALERT(?= ))\s/u,
    /^\W{0,6}alert from\b/iu,
    /^\W{0,6}(?:new |major )?incident\b.{1,60}\b(?:declared|opened|created|started|reported)\b\W{0,3}/iu,
    /^\W{0,4}(?:helmrelease|kustomization)\/[\w.-]{1,120}$/i,
    /\b(?:helmrelease|kustomization)\/[\w.-]{1,120}\b.{0,60}\b(?:failed|not ready|stalled)\b/i,
  ],
  hints: [new RegExp(`\\b(?:${NAMED})\\b`, "i"), /^violation (?:started|ended):/i],
  resolved: [/\balert (?:resolved|closed)\b/i, /^\W{0,6}resolved\b/i, /^violation ended:/i],
  named: [["helm_release", /\b(?:helmrelease|kustomization)\/([a-z\d-]{1,80})/i]],
  labels: new Map([["resource", "resource_name"]]),
};
