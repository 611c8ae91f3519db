/** A message that somebody wrote where the bot reads along. */
export interface WrittenMessage {
  readonly channel: string;
  readonly ts: string;
  /** The first message of its thread; null outside of threads. */
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  /** As the event said; null when it did not. */
  readonly isShared: boolean | null;
}
