import type { AlertFormat } from "../alert.ts";

/** SonarQube and SonarCloud quality gates. */
export const sonarqube: AlertFormat = {
  name: "sonarqube",
  starts: [
    /\bquality gate\b.{0,60}\b(?:failed|failing|passed|passes|red|green|error|ok|changed|status)\b/i,
    /\b(?:failed|failing|red) (?:(?:its|the) )?quality gate\b/i,
  ],
  hints: [/\bsonar(?:qube|cloud)?\b/i, /\/\/sonar/i],
  resolved: [/\bquality gate\b.{0,60}\b(?:passed|passes|green|is ok)\b/i],
  labels: new Map([
    ["project", "sonar_project"],
    ["key", "sonar_project"],
  ]),
  named: [
    [
      "sonar_project",
      /\bquality gate(?: (?:status|failed|failing|passed|red|error))?(?: (?:for|of|on))?:?\s{1,2}['"]?([\w-]{1,80}(?:[.:_][\w:-]{1,80}){1,8})/i,
    ],
    ["sonar_project", /^\W{0,4}([\w-]{1,80}(?:[.:_][\w:-]{1,80}){1,8})['"]?:? (?:has )?(?:failed|failing|fails)\b/i],
    ["sonar_project", /\b(?:project|for|of|on) ['"]?([\w.-]{1,80}[:_][\w.:-]{1,80})['"]?/i],
  ],
  ids: "sonarqube.org/project-key",
  webhook: ["quality_gate_status", "qualitygate_status", "qualitygate_name"],
};
