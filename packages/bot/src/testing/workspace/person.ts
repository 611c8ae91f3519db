import type { JsonObject } from "../../limits/json.ts";

/** Somebody in the workspace, or in a channel shared with another one. */
export interface Person {
  readonly id: string;
  /** The name after `@`. */
  readonly name: string;
  readonly realName: string;
  readonly email: string | null;
  readonly teamId: string;
  readonly kind: PersonKind;
  readonly isDeactivated: boolean;
}

/** A guest sees only some channels; a stranger is a member of another workspace, met in a shared channel. */
export type PersonKind = "member" | "guest" | "stranger" | "bot";

/** What a test says about a person; the rest is made up from the name. */
export interface PersonOptions {
  readonly name: string;
  readonly id?: string;
  readonly realName?: string;
  /** `name@example.com` unless given; null for somebody without one. */
  readonly email?: string | null;
  readonly kind?: PersonKind;
  readonly isDeactivated?: boolean;
}

/** A person as `users.info` gives it. The e-mail address is there only for tokens that may read it. */
export function userObject(person: Person, { withEmail }: { readonly withEmail: boolean }): JsonObject {
  const { id, name, realName, email, teamId, kind, isDeactivated } = person;
  return {
    id,
    team_id: teamId,
    name,
    deleted: isDeactivated,
    real_name: realName,
    tz: "Europe/London",
    is_admin: false,
    is_owner: false,
    is_bot: kind === "bot",
    is_app_user: false,
    is_restricted: kind === "guest",
    is_ultra_restricted: false,
    ...(kind === "stranger" ? { is_stranger: true } : {}),
    profile: {
      real_name: realName,
      display_name: name,
      team: teamId,
      ...(withEmail && email !== null && kind !== "stranger" ? { email } : {}),
    },
  };
}
