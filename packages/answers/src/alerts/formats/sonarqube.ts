import type { AlertFormat } from "../alert.ts";

/** SonarQube and SonarCloud quality gates. */
export const sonarqube: AlertFormat = {
  name: "sonarqube",
  starts: [
    /\bquality gate\b.{0,60}\b(?:failed|failing|passed|passes|red|green|error|ok|changed|status)\b/i,
    /\b(?:failed|failing|red) quality gate\b/i,
  ],
  hints: [/\bsonar(?:qube|cloud)\b/i, /\/\/sonar/i],
  resolved: [/\bquality gate\b.{0,60}\b(?:passed|passes|green|is ok)\b/i],
  labels: new Map([
    ["project", "sonar_project"],
    ["key", "sonar_project"],
  ]),
  named: [["sonar_project", /\b(?:project|for|of|on) ['"]?([\w.-]{1,80}[:_][\w.:-]{1,80})['"]?/i]],
  webhook: ["quality_gate_status", "qualitygate_status", "qualitygate_name"],
};
