import { own } from "../limits/json.ts";
import type { Home } from "../trust/people.ts";

/**
 * Whether what Slack sends is meant for this workspace, or for the organisation it is part of. An app that is installed
 * in several gets the events of all of them, and the token is good for one.
 */
export function isForUs(body: unknown, { teamId, enterpriseId }: Home): boolean {
  const installations = [own(body, "authorizations") ?? []].flat();
  const workspaces = [
    own(body, "team_id"),
    own(body, "context_team_id"),
    own(own(body, "team"), "id"),
    own(own(body, "user"), "team_id"),
    ...installations.map((each) => own(each, "team_id")),
  ].filter((id) => typeof id === "string");
  const organisations = [
    own(body, "enterprise_id"),
    own(own(body, "enterprise"), "id"),
    ...installations.map((each) => own(each, "enterprise_id")),
  ];
  if (workspaces.length === 0 || workspaces.includes(teamId)) return true;
  return enterpriseId !== null && organisations.includes(enterpriseId);
}
