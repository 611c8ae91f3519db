import type { Person } from "./people.ts";
import type { Place } from "./places.ts";

/** What somebody wants of the bot. */
export interface BotRequest {
  readonly person: Person;
  /** `read`: an answer. `act`: something that others notice, such as a page or a run of a template. */
  readonly does: "read" | "act";
  readonly place: Place;
}

/** What becomes of it; a reason is shown to the one who asked, an empty one is not said at all. */
export type Ruling = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** Decides who may do what. */
export type BotPolicy = (request: BotRequest) => Ruling | Promise<Ruling>;

/**
 * What is allowed unless a bot is given its own policy: members ask and act, guests ask, and nobody else is answered. In
 * channels that are shared with other companies nothing is told, as everybody there would read it.
 */
export const defaultPolicy: BotPolicy = ({ person, does, place }) => {
  switch (person.standing) {
    case "bot":
    case "stranger":
    case "deactivated":
      return refused("");
    case "unknown":
      return refused("I could not look you up in Slack. Try again in a minute.");
    case "guest":
      if (does === "act")
        return refused("Guests of this workspace can ask, but not page, notify or run templates. Ask a member to.");
      break;
    case "member":
      break;
    default:
      person.standing satisfies never;
  }
  if (place.isShared) {
    return refused(
      "People of other companies are in this channel, so I tell nothing here. Ask me in a direct message.",
    );
  }
  return { allowed: true };
};

function refused(reason: string): Ruling {
  return { allowed: false, reason };
}
