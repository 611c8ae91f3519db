import type { AlertFormat, ReadLabel } from "../alert.ts";

/** Azure Monitor alerts: mails, chat notices and the common alert schema of its webhooks. */
export const azureMonitor: AlertFormat = {
  name: "azure-monitor",
  starts: [
    /\b(?:fired|resolved|activated|deactivated):\s{0,2}sev\s?\d\b(?:\s{1,2}azure monitor alert\b)?/i,
    /^\W{0,4}azure alert\b\W{0,3}/i,
    /\bazure monitor alert\b(?:\s{1,2}['"]?[\w.-]{1,60}['"]? (?:was |is )?(?:fired|triggered|activated|resolved))?/i,
  ],
  hints: [/\bazure\b/i, /^monitor condition:/i, /\bmicrosoft\.[a-z]{2,40}\/[a-z]{2,40}/i, /\bportal\.azure\.com\//i],
  resolved: [/\b(?:resolved|deactivated):\s{0,2}sev/i, /^monitor condition:\s{0,3}resolved/i],
  named: [["affected_resource", /\bazure monitor alert\b.{1,120}\son ([\w.-]{2,80})\s{0,2}(?:\(|$)/i]],
  read: readResourceIds,
  webhook: ["monitor_condition", "monitorcondition", "alerttargetids", "configurationitems"],
};

/** What the id of a resource ends with. */
function readResourceIds(text: string): ReadLabel[] {
  return [...text.matchAll(RESOURCE_ID)].map(([, value = ""]) => ({ label: "affected_resource", value }));
}

const RESOURCE_ID =
  /\/providers\/microsoft\.[\w.]{2,60}(?:\/[a-z]{2,60}\/[\w.-]{1,100}){0,3}\/[a-z]{2,60}\/([\w.-]{1,100})(?![\w./-])/gi;
