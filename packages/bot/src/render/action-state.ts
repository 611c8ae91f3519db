import type { IntentName } from "@callboard/answers";
import type { EntityRef, Mode } from "@callboard/core";

/** What a button is about: all that its click needs to be answered, so that buttons outlive a restart. */
export interface ActionState {
  readonly intent: IntentName;
  readonly roots: readonly EntityRef[];
  readonly mode?: Mode;
  readonly env?: string;
  /** The owner to page or to tell. */
  readonly team?: EntityRef;
  /** A question in the words of a person, asked instead of one made from the intent and the roots. */
  readonly text?: string;
}
