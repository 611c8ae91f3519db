import { apiConsumers } from "./intents/api-consumers.ts";
import { apiProviders } from "./intents/api-providers.ts";
import { apisConsumed } from "./intents/apis-consumed.ts";
import { apisProvided } from "./intents/apis-provided.ts";
import { blastRadius } from "./intents/blast-radius.ts";
import { changes } from "./intents/changes.ts";
import { channel } from "./intents/channel.ts";
import { commonCauses } from "./intents/common-causes.ts";
import { dashboard } from "./intents/dashboard.ts";
import { dependencies } from "./intents/dependencies.ts";
import { dependents } from "./intents/dependents.ts";
import { describe } from "./intents/describe.ts";
import { docs } from "./intents/docs.ts";
import { exposure } from "./intents/exposure.ts";
import { help } from "./intents/help.ts";
import { lifecycle } from "./intents/lifecycle.ts";
import { list } from "./intents/list.ts";
import { listOwned } from "./intents/list-owned.ts";
import { listTemplates } from "./intents/list-templates.ts";
import { oncall } from "./intents/oncall.ts";
import { owner } from "./intents/owner.ts";
import { path } from "./intents/path.ts";
import { repo } from "./intents/repo.ts";
import { runTemplate } from "./intents/run-template.ts";
import { runbook } from "./intents/runbook.ts";
import { teamMembers } from "./intents/team-members.ts";
import { userTeam } from "./intents/user-team.ts";
import { why } from "./intents/why.ts";

/** Everything that can be asked, in the order of help. */
export const intents = [
  owner,
  oncall,
  blastRadius,
  dependencies,
  dependents,
  path,
  why,
  commonCauses,
  exposure,
  changes,
  apisProvided,
  apisConsumed,
  apiProviders,
  apiConsumers,
  runbook,
  docs,
  dashboard,
  repo,
  channel,
  listOwned,
  teamMembers,
  userTeam,
  listTemplates,
  list,
  runTemplate,
  lifecycle,
  describe,
  help,
] as const;

/** The names of all intents. */
export type IntentName = (typeof intents)[number]["name"];

/** The data of an answer, by intent. */
export type IntentData<Name extends IntentName> = ReturnType<
  Extract<(typeof intents)[number], { readonly name: Name }>["answer"]
>;
