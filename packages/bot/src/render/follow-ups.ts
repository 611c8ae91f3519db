import type { IntentName } from "@callboard/answers";

type FollowUps = readonly (readonly [IntentName, string])[];

/** What people ask next about the entity an answer is about: the intent, and the label of its button. */
export const FOLLOW_UPS: Partial<Record<IntentName, FollowUps>> = {
  owner: [
    ["dependencies", "Dependencies"],
    ["blast_radius", "Blast radius"],
    ["runbook", "Runbook"],
  ],
  describe: [
    ["dependencies", "Dependencies"],
    ["blast_radius", "Blast radius"],
    ["runbook", "Runbook"],
  ],
  oncall: [
    ["owner", "Owner"],
    ["blast_radius", "Blast radius"],
    ["runbook", "Runbook"],
  ],
  runbook: [
    ["oncall", "On call"],
    ["blast_radius", "Blast radius"],
    ["dashboard", "Dashboard"],
  ],
  dashboard: [
    ["runbook", "Runbook"],
    ["oncall", "On call"],
  ],
  docs: [
    ["owner", "Owner"],
    ["repo", "Repository"],
  ],
  repo: [
    ["owner", "Owner"],
    ["docs", "Docs"],
  ],
  channel: [["oncall", "On call"]],
  lifecycle: [
    ["owner", "Owner"],
    ["dependents", "Dependents"],
  ],
  dependencies: [
    ["exposure", "What could take it down?"],
    ["dependents", "Dependents"],
    ["owner", "Owner"],
  ],
  dependents: [
    ["blast_radius", "Blast radius"],
    ["dependencies", "Dependencies"],
    ["owner", "Owner"],
  ],
  exposure: [
    ["dependencies", "Dependencies"],
    ["changes", "Recent changes"],
  ],
  common_causes: [
    ["blast_radius", "Blast radius"],
    ["owner", "Owner"],
    ["changes", "Recent changes"],
  ],
  why: [
    ["blast_radius", "Blast radius"],
    ["oncall", "On call"],
  ],
  changes: [
    ["blast_radius", "Blast radius"],
    ["owner", "Owner"],
  ],
  apis_provided: [["dependents", "Dependents"]],
  apis_consumed: [["dependencies", "Dependencies"]],
  api_providers: [["api_consumers", "Consumers"]],
  api_consumers: [["api_providers", "Providers"]],
  list_owned: [
    ["team_members", "Members"],
    ["channel", "Channel"],
  ],
  team_members: [
    ["list_owned", "What they own"],
    ["channel", "Channel"],
  ],
  user_team: [["list_owned", "What they own"]],
};

/** What people ask next about a team or a person. */
export const FOLLOW_UPS_OF_OWNERS: FollowUps = [
  ["list_owned", "What they own"],
  ["team_members", "Members"],
  ["oncall", "On call"],
];
