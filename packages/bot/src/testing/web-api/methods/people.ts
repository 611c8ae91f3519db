import { userObject } from "../../workspace/person.ts";
import { ApiError } from "../api-error.ts";
import type { ApiMethod } from "../api-method.ts";
import { namedPerson, pageOf } from "../lookups.ts";

/** Methods about people and groups of them. */
export const people: readonly ApiMethod[] = [
  {
    name: "users.info",
    tier: 4,
    scopes: ["users:read"],
    run: (args, context) => ({
      user: userObject(namedPerson(args, context), { withEmail: context.grantedScopes.has("users:read.email") }),
    }),
  },
  {
    name: "users.list",
    tier: 2,
    scopes: ["users:read"],
    run(args, { workspace, grantedScopes }) {
      const { page, next } = pageOf([...workspace.people.values()], args);
      const withEmail = grantedScopes.has("users:read.email");
      return {
        members: page.map((person) => userObject(person, { withEmail })),
        response_metadata: { next_cursor: next },
      };
    },
  },
  {
    name: "users.lookupByEmail",
    tier: 3,
    scopes: ["users:read.email"],
    run(args, { workspace }) {
      const email = args.required("email").toLowerCase();
      const person = [...workspace.people.values()].find((candidate) => candidate.email?.toLowerCase() === email);
      if (!person || person.isDeactivated || person.kind === "stranger") throw new ApiError("users_not_found");
      return { user: userObject(person, { withEmail: true }) };
    },
  },
  {
    name: "usergroups.list",
    tier: 2,
    scopes: ["usergroups:read"],
    run: (args, { workspace }) => ({
      usergroups: [...workspace.usergroups.values()].map(({ users, ...group }) => ({
        ...group,
        team_id: workspace.team.id,
        is_usergroup: true,
        date_delete: 0,
        user_count: users.length,
        ...(args.flag("include_users") ? { users } : {}),
      })),
    }),
  },
  {
    name: "usergroups.users.list",
    tier: 2,
    scopes: ["usergroups:read"],
    run(args, { workspace }) {
      const group = workspace.usergroups.get(args.required("usergroup"));
      if (!group) throw new ApiError("no_such_subteam");
      return { users: group.users };
    },
  },
];
