import type { AlertFormat } from "../alert.ts";
import { readPods } from "../read-pods.ts";

const REASONS =
  "(?:BackOff|CrashLoopBackOff|OOMKilled|OOMKilling|ImagePullBackOff|ErrImagePull|Unhealthy|FailedScheduling|FailedMount|FailedCreate|FailedKillPod|Evicted|Killing|NodeNotReady|ProgressDeadlineExceeded|BackoffLimitExceeded|DeadlineExceeded|FailedGetScale|CreateContainerConfigError|RunContainerError|ContainerCannotRun|InvalidImageName|ErrImageNeverPull|NetworkNotReady|FailedAttachVolume|FailedCreatePodSandBox|FailedToRetrieveImagePullSecret|Failed)";

/** Kubernetes events, as kubectl prints them and as Botkube, Robusta and kubewatch post them. */
export const kubernetes: AlertFormat = {
  name: "kubernetes",
  starts: [
    new RegExp(`\\b(?:warning|normal)\\s{1,20}${REASONS}\\b`, "i"),
    /^(?:warning|error) event\b/i,
    /^\W{0,4}back-off restarting failed container\b/i,
    new RegExp(`\\b${REASONS.replace("|Failed)", ")").replace("|Killing", "")}\\b`),
    /\b\d{1,4}\/\d{1,4} {1,40}(?:Init:)?(?:Error|Pending|Unknown|NotReady|Terminating)\b/,
    /^[a-z\d][a-z\d.-]{1,252} {1,80}\d{1,4}\/\d{1,4} {1,40}\d{1,4} {1,40}\d{1,4} {1,40}\d/,
  ],
  hints: [
    /^last seen\s{1,20}type\s/i,
    /\bback-off restarting failed container\b/i,
    /\b(?:liveness|readiness) probe failed\b/i,
    /^involvedobject:/i,
    /^(?:namespace\s{1,20})?name\s{1,80}ready\s/i,
    /^last state:\s{0,20}terminated\b/i,
    /^exit code:\s/i,
  ],
  repeats: true,
  read: readPods,
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
