import { type CatalogView, type Clock, type EntityRef, entityRef } from "@callboard/core";
import { own } from "../limits/json.ts";
import type { Sender } from "./sender.ts";

/** Somebody in Slack, and who that is in the catalog. */
export interface Person {
  readonly id: string;
  readonly standing: Standing;
  /** Their User entity; null when there is none, or it is not certain which one, and for all but members. */
  readonly user: EntityRef | null;
  /** All that claim the account or its address, when there are several. */
  readonly claims: readonly EntityRef[];
}

/** A guest sees only some channels; a stranger belongs to another workspace; what cannot be looked up is unknown. */
export type Standing = "member" | "guest" | "stranger" | "bot" | "deactivated" | "unknown";

/** The workspace that the bot belongs to. */
export interface Home {
  readonly teamId: string;
  /** The organisation it is part of; null for most. */
  readonly enterpriseId: string | null;
}

export interface People {
  find(id: string): Promise<Person>;
}

export interface PeopleOptions {
  readonly catalog: CatalogView;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly home: Home;
}

const REMEMBERED_MS = 10 * 60_000;
const MOST_REMEMBERED = 5_000;

/**
 * Looks people up in Slack, and in the catalog by the annotation `slack.com/user-id` or else by their address in
 * `spec.profile.email`. What was found is used for ten minutes.
 */
export function createPeople({ catalog, sender, clock, home }: PeopleOptions): People {
  const remembered = new Map<string, { readonly person: Promise<Person>; readonly until: number }>();

  async function lookUp(id: string): Promise<Person> {
    const answer = await sender.send("users.info", { args: () => ({ user: id }) });
    const account = answer.status === "done" ? own(answer.result, "user") : undefined;
    const standing = standingOf(account, home);
    if (standing !== "member") return { id, standing, user: null, claims: [] };
    const claims = claimsOf(catalog, id, own(own(account, "profile"), "email"));
    return { id, standing, user: claims.length === 1 ? (claims[0] ?? null) : null, claims };
  }

  return {
    find(id) {
      const now = clock.now();
      const known = remembered.get(id);
      if (known && known.until > now) return known.person;
      const person = lookUp(id);
      remembered.delete(id);
      remembered.set(id, { person, until: now + REMEMBERED_MS });
      const oldest = remembered.keys().next();
      if (remembered.size > MOST_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
      person.then(
        ({ standing }) => standing === "unknown" && remembered.delete(id),
        () => remembered.delete(id),
      );
      return person;
    },
  };
}

function standingOf(account: unknown, { teamId, enterpriseId }: Home): Standing {
  const is = (flag: string) => own(account, flag) === true;
  if (own(account, "id") === undefined) return "unknown";
  if (is("deleted")) return "deactivated";
  if (is("is_bot")) return "bot";
  const organisation = own(own(account, "enterprise_user"), "enterprise_id");
  const isOurs = own(account, "team_id") === teamId || (enterpriseId !== null && organisation === enterpriseId);
  if (is("is_stranger") || !isOurs) return "stranger";
  return is("is_restricted") || is("is_ultra_restricted") ? "guest" : "member";
}

/** The annotation wins: it is written by somebody who knows that addresses differ. */
function claimsOf(catalog: CatalogView, id: string, email: unknown): readonly EntityRef[] {
  const annotated = catalog.match("slack.com/user-id", id).filter((ref) => ref.startsWith("user:"));
  if (annotated.length > 0 || typeof email !== "string" || email === "") return annotated;
  const { items } = catalog.query({ filter: { kind: "user", "spec.profile.email": email }, limit: 5 });
  return items.map(({ kind, metadata }) => entityRef({ kind, ...metadata }));
}
