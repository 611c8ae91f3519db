import type { AlertFormat, ReadLabel } from "../alert.ts";

/** Incidents of Google Cloud Monitoring: chat notices, mails and webhooks. */
export const googleCloud: AlertFormat = {
  name: "google-cloud",
  starts: [/^\W{0,6}(?:google cloud|gcp) (?:monitoring )?(?:alert|incident)\b\W{0,3}/iu],
  hints: [/\bconsole\.cloud\.google\.com\/monitoring\//i, /\bgoogle cloud monitoring\b/i, /\.googleapis\.com\//i],
  resolved: [/\bincident (?:resolved|closed)\b/i, /\bhas returned to a normal state\b/i],
  labels: new Map([
    ["resource", "resource_name"],
    ["project", "google_project"],
  ]),
  read: readResource,
  webhook: ["scoping_project_id", "policy_user_labels"],
};

/** "CPU utilization for shop-prod cart-db with …": a summary names the project and then the resource. */
function readResource(text: string): ReadLabel[] {
  return [...text.matchAll(SUMMARY)].map(([, value = ""]) => ({ label: "resource_name", value }));
}

const SUMMARY = /\bfor [a-z][a-z\d-]{4,30} ([a-z][\w.-]{2,80}) (?:with metric labels|is (?:above|below)|returned)\b/g;
