import type { Clock } from "@callboard/core";
import { own } from "../limits/json.ts";
import type { Sender } from "./sender.ts";

/** A conversation in Slack. */
export interface Place {
  readonly id: string;
  /** Without `#`; empty where there is none, or the bot cannot see it. */
  readonly name: string;
  /** `hidden`: the bot is not in it and cannot look it up. */
  readonly kind: "direct" | "private" | "public" | "hidden";
  /** Whether people of other companies are in it. */
  readonly isShared: boolean;
}

export interface Places {
  find(id: string): Promise<Place>;
  /** The same as far as it is known without asking Slack. */
  known(id: string): Place | null;
}

const REMEMBERED_MS = 10 * 60_000;
const MOST_REMEMBERED = 5_000;

/** Looks conversations up. What was found is used for ten minutes; of one that was just shared, events tell at once. */
export function createPlaces({ sender, clock }: { readonly sender: Sender; readonly clock: Clock }): Places {
  const remembered = new Map<string, Remembered>();

  async function lookUp(id: string): Promise<Place> {
    const answer = await sender.send("conversations.info", { args: () => ({ channel: id }) });
    if (answer.status === "refused") return { id, name: "", kind: "hidden", isShared: false };
    const channel = own(answer.result, "channel");
    const is = (flag: string) => own(channel, flag) === true;
    return {
      id,
      name: String(own(channel, "name") ?? ""),
      kind: is("is_im") ? "direct" : is("is_private") ? "private" : "public",
      isShared: is("is_ext_shared") || is("is_pending_ext_shared"),
    };
  }

  return {
    find(id) {
      const now = clock.now();
      const known = remembered.get(id);
      if (known && known.until > now) return known.place;
      const place = id.startsWith("D")
        ? Promise.resolve<Place>({ id, name: "", kind: "direct", isShared: false })
        : lookUp(id);
      const entry: Remembered = { place, until: now + REMEMBERED_MS, found: null };
      remembered.delete(id);
      remembered.set(id, entry);
      const oldest = remembered.keys().next();
      if (remembered.size > MOST_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
      place.then(
        (found) => {
          entry.found = found;
        },
        () => remembered.delete(id),
      );
      return place;
    },
    known(id) {
      const entry = remembered.get(id);
      return entry && entry.until > clock.now() ? entry.found : null;
    },
  };
}

interface Remembered {
  readonly place: Promise<Place>;
  readonly until: number;
  /** Null until Slack has answered. */
  found: Place | null;
}
