import type { AlertFormat } from "../alert.ts";

const REASONS =
  "(?:BackOff|CrashLoopBackOff|OOMKilled|OOMKilling|ImagePullBackOff|ErrImagePull|Unhealthy|FailedScheduling|FailedMount|FailedCreate|FailedKillPod|Evicted|Killing|NodeNotReady|ProgressDeadlineExceeded|BackoffLimitExceeded|DeadlineExceeded|FailedGetScale|Failed)";

/** Kubernetes events, as kubectl prints them and as Botkube, Robusta and kubewatch post them. */
export const kubernetes: AlertFormat = {
  name: "kubernetes",
  starts: [
    new RegExp(`\\b(?:warning|normal)\\s{1,20}${REASONS}\\b`, "i"),
    /^(?:warning|error) event\b/i,
    new RegExp(`^.{0,120}\\b${REASONS.replace("|Failed)", ")").replace("|Killing", "")}\\b`),
  ],
  hints: [
    /^last seen\s{1,20}type\s/i,
    /\bback-off restarting failed container\b/i,
    /\b(?:liveness|readiness) probe failed\b/i,
    /^involvedobject:/i,
  ],
  resolved: [/\bresolved\b.{0,40}\b(?:pod|deployment)\b/i],
  named: [
    ["pod", /\bpods? ['"]?(?:[a-z0-9-]{1,63}\/)?([a-z0-9]{1,60}-[a-z0-9.-]{1,190})/i],
    [
      "deployment",
      /\b(?:deployment|statefulset|daemonset) ['"]?(?:[a-z0-9-]{1,63}\/)?([a-z0-9]{1,60}-[a-z0-9.-]{1,190})/i,
    ],
    ["deployment", /\b(?:deployment|statefulset|daemonset) ['"]?([a-z0-9][a-z0-9.-]{0,200})['"]? in namespace\b/i],
    ["namespace", /\bnamespace ['"]?([a-z0-9][a-z0-9-]{0,62})/i],
  ],
  webhook: ["involvedobject_kind", "involvedobject"],
};
