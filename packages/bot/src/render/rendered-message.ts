import type { KnownBlock } from "@slack/types";

/** A message as plain data, to be posted as it is. */
export interface RenderedMessage {
  /** What notifications and screen readers show. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}
