import type { AlertFormat } from "../alert.ts";

/** Sentry issues; their short ids (`CHECKOUT-WEB-1A`) begin with the project. */
export const sentry: AlertFormat = {
  name: "sentry",
  starts: [
    /\[sentry\]/i,
    /\bissue [A-Z][A-Z0-9_-]{1,60}-[0-9A-Z]{1,8} (?:has )?(?:regressed|escalated|reopened|resolved)\b/i,
    /^\W{0,4}sentry(?: alert)?:\s/i,
    /\b(?:new|regressed|escalating|reopened|resolved|unresolved) issue (?=(?:in|from|on) |[A-Z][A-Z0-9_-]{1,60}-[0-9A-Z]{1,8}\b)/i,
  ],
  hints: [
    /\b(?:new|regressed|regression|resolved) (?:issue|alert|error)(?: in| from| on)?\b/i,
    /\bsentry\.io\//i,
    /\/\/sentry\.[^/]{1,100}\//i,
    /\bsentry\b/i,
    /\b[A-Z][A-Z0-9_-]{1,60}-[0-9A-Z]{1,8} via\b/,
    /^\W{0,4}[A-Z][A-Z0-9_-]{1,60}-[0-9A-Z]{1,8}\b/,
    /\b[A-Z]\w{1,40}(?:Error|Exception)\b/,
  ],
  resolved: [/\bresolved (?:issue|error)\b/i],
  labels: new Map([
    ["project", "sentry_project"],
    ["project_slug", "sentry_project"],
    ["project_name", "sentry_project"],
  ]),
  named: [
    ["sentry_project", /\b(?:issue|alert|error) (?:from|in) (?:project )?(?!sentry\b)([a-z0-9][\w-]{1,60})/i],
    ["sentry_project", /\bproject ['"]?([a-z0-9][\w-]{1,60}(?:\/[\w-]{1,60})?)['"]?(?:\s|$|[,.)])/i],
    ["sentry_project", /^\W{0,6}(?:\[?sentry\]?(?: alert| issue)?:?\s{1,3})?\[(?!sentry\b)([a-z0-9][\w-]{1,60})\]\s/i],
    ["sentry_project", /^\W{0,6}sentry(?: alert| issue)?:\s{1,3}(?!sentry\b)([a-z0-9][\w-]{1,60})\s[—–|:-]\s/i],
    ["sentry_short_id", /\b([A-Z][A-Z0-9_-]{1,60})-[0-9A-Z]{1,8}(?= via\b|\s{0,2}$|\s{0,2}[|·:]|\s[A-Z(]| in\b)/],
    ["sentry_short_id", /^\W{0,4}([A-Z][A-Z0-9_-]{1,60})-[0-9A-Z]{1,8}\b/],
  ],
  ids: "sentry.io/project-slug",
  webhook: ["project_slug", "culprit"],
};
