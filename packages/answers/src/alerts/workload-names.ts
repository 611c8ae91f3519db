/** The letters and digits of which Kubernetes makes its suffixes. */
const RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";
const POD_OF_REPLICA_SET = new RegExp(`^(.+)-${RANDOM}{6,10}-${RANDOM}{5}$`);
/** With letters that Kubernetes does not use, too: people and older versions do. Its hash has three digits or more. */
const LIKE_POD_OF_REPLICA_SET = /^(.+)-(?=(?:[a-z]{0,9}\d){3})[a-z\d]{6,10}-[a-z\d]{5}$/;
const REPLICA_SET = new RegExp(`^(.+)-${RANDOM}{8,10}$`);
const POD_OF_SET = new RegExp(`^(.+)-${RANDOM}{5}$`);
const POD_OF_CRON_JOB = new RegExp(`^(.+)-\\d{8,10}(?:-${RANDOM}{5})?$`);
const POD_OF_STATEFUL_SET = /^(.+)-\d{1,4}$/;

/**
 * The names that a workload may go by: its own, then without what Kubernetes appends for a replica set, a job, a daemon
 * set or the number of a stateful set. Nothing else is cut off.
 */
export function workloadNames(value: string): readonly string[] {
  const name = value.length > 253 ? "" : value;
  const bare = [
    POD_OF_CRON_JOB,
    POD_OF_REPLICA_SET,
    LIKE_POD_OF_REPLICA_SET,
    REPLICA_SET,
    POD_OF_SET,
    POD_OF_STATEFUL_SET,
  ].flatMap((pattern) => pattern.exec(name)?.[1] ?? []);
  return [...new Set([value, ...bare])];
}

/** True for a name that only a pod of a deployment has. */
export function isPodName(value: string): boolean {
  return value.length <= 253 && (POD_OF_REPLICA_SET.test(value) || LIKE_POD_OF_REPLICA_SET.test(value));
}
