import { CHANGE_LOG_LIMIT, type LoggedChange, type Revision } from "./entity-store.ts";

/**
 * The entries after a revision, oldest first; undefined when the log does not reach back that far, or when it has not
 * come that far yet.
 */
export function changesSince(
  log: readonly LoggedChange[],
  since: Revision,
  revision: Revision,
): readonly LoggedChange[] | undefined {
  if (since > revision || since < reach(log, revision)) return undefined;
  return log.slice(log.findLastIndex((change) => change.revision <= since) + 1);
}

/** The newest entries, as many as the log keeps. */
export function trimLog(log: readonly LoggedChange[]): readonly LoggedChange[] {
  return log.slice(-CHANGE_LOG_LIMIT);
}

/** The oldest revision after which the log is known to hold everything. */
function reach(log: readonly LoggedChange[], revision: Revision): Revision {
  const [oldest] = log;
  if (!oldest) return revision;
  // A full log may have lost the first entries of its oldest revision.
  return log.length < CHANGE_LOG_LIMIT ? oldest.revision - 1 : oldest.revision;
}
