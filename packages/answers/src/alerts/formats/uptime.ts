import type { AlertFormat } from "../alert.ts";

/** Uptime monitors: UptimeRobot, Uptime Kuma, Pingdom, StatusCake, Better Stack, Site24x7. */
export const uptime: AlertFormat = {
  name: "uptime",
  starts: [
    /\bmonitor is (?:down|up|back up)\b/i,
    /\[(?:🔴|✅|🟢)?\s{0,2}(?:down|up)\]/i,
    /^(?:🔴|🟢|✅|❌|⚠️)?\s{0,2}(?:down|up)(?: alert)?:\s/i,
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
  resolved: [
    /\bis (?:back )?up\b/i,
    /\[(?:✅|🟢)?\s{0,2}up\]/i,
    /^(?:🟢|✅)?\s{0,2}up(?: alert)?:\s/i,
    /\brecovered\b/i,
  ],
};
