import type { AlertFormat, ReadLabel } from "../alert.ts";

/** Uptime monitors: UptimeRobot, Uptime Kuma, Pingdom, StatusCake, Better Stack, Site24x7. */
export const uptime: AlertFormat = {
  name: "uptime",
  starts: [
    /\bmonitor (?:is )?(?:down|up|back up)\b/i,
    /^\W{0,4}(?:check|monitor|test|your (?:site|website)|site|website|host|endpoint|url) .{1,160}? (?:is|went|has gone) (?:now )?(?:down|up|back up|unreachable|offline)\b/i,
    /^\W{0,4}(?:check|monitor) .{1,100}? has (?:failed|recovered|degraded)\b/i,
    /^\W{0,6}(?:[a-z][\w ]{1,20}:\s)?(?:https?:\/\/)?(?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}\S{0,300} (?:(?:is|went|has gone) )?(?:now )?(?:down|up|back up|unreachable|offline|not responding)\b/iu,
    /^\W{0,6}health ?check\b.{0,80}\b(?:failed|failing|is failing)\b/iu,
    /\bcertificate (?:for|of|on) .{1,160}\b(?:expires|expired|expiring|has expired|will expire)\b/i,
    /^\W{0,6}(?:pingdom|statuscake|uptime ?robot|uptime kuma|better ?(?:stack|uptime)|site24x7|checkly)\W{1,4}(?:is )?(?:down|up)\b\W{0,3}/i,
    /\[(?:🔴|✅|🟢)?\s{0,2}(?:down|up)\]/i,
    /^(?:🔴|🟢|✅|❌|⚠️)?\s{0,2}(?:down|up)(?: alert)?:\s/i,
    /^\W{0,4}(?:new )?incident: (?=(?:https?:\/\/)?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b)/i,
    /^(?:new )?(?:downtime|uptime|outage) (?:alert|incident|notification)\b/i,
  ],
  hints: [
    /\b(?:pingdom|statuscake|uptime ?robot|uptime kuma|better ?(?:stack|uptime)|site24x7|checkly)\b/i,
    /\b(?:is|went|has been) (?:down|unreachable|offline)\b.{0,40}\b(?:incident|reason|cause|since|http|timeout|status)\b/i,
    /\b(?:site|website|check|host|service|endpoint|url) is (?:down|up|back up|unreachable|not responding)\b/i,
    /\brequest failed with status code \d{3}\b/i,
    /\bgetaddrinfo ENOTFOUND\b/,
    /\b(?:root )?cause: /i,
  ],
  read: readHosts,
  webhook: ["importance_level", "check_params_full_url", "monitorurl", "monitorfriendlyname"],
  resolved: [
    /\bis (?:back )?up\b/i,
    /\[(?:✅|🟢)?\s{0,2}up\]/i,
    /^(?:🟢|✅)?\s{0,2}up(?: alert)?:\s/i,
    /\brecovered\b/i,
  ],
};

/** Addresses without `https://` in front. */
function readHosts(text: string): ReadLabel[] {
  return [...text.replace(ADDRESS, " ").matchAll(HOST)].map(([value]) => ({ label: "url", value }));
}

const ADDRESS = /https?:\/\/\S{1,1500}/g;
const HOST = /(?<![\w.@/:-])(?:[a-z\d][a-z\d-]{0,62}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:\/[\w./~-]{0,300})?(?![\w@])/gi;
