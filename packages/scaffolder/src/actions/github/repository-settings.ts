import { z } from "zod";
import type { GithubRepository } from "./github-repository.ts";

const collaborator = z.looseObject({
  access: z.string(),
  user: z.string().exactOptional(),
  team: z.string().exactOptional(),
});

/** What a new repository is to be, in the words of Backstage's `publish:github`. */
export const repositorySettings = {
  description: z.string().exactOptional(),
  homepage: z.string().exactOptional(),
  access: z.string().exactOptional().describe("Who administrates it: a user, or a team as owner/team."),
  repoVisibility: z.enum(["private", "public", "internal"]).default("private"),
  deleteBranchOnMerge: z.boolean().default(false),
  allowMergeCommit: z.boolean().default(true),
  allowSquashMerge: z.boolean().default(true),
  squashMergeCommitTitle: z.enum(["PR_TITLE", "COMMIT_OR_PR_TITLE"]).default("COMMIT_OR_PR_TITLE"),
  squashMergeCommitMessage: z.enum(["PR_BODY", "COMMIT_MESSAGES", "BLANK"]).default("COMMIT_MESSAGES"),
  allowRebaseMerge: z.boolean().default(true),
  allowAutoMerge: z.boolean().default(false),
  allowUpdateBranch: z.boolean().default(false),
  hasProjects: z.boolean().exactOptional(),
  hasWiki: z.boolean().exactOptional(),
  hasIssues: z.boolean().exactOptional(),
  collaborators: z.array(collaborator).exactOptional(),
  topics: z.array(z.string()).exactOptional(),
  repoVariables: z.record(z.string(), z.string()).exactOptional(),
  customProperties: z.record(z.string(), z.union([z.string(), z.array(z.string())])).exactOptional(),
};

/** How the default branch is protected, in the words of Backstage's `publish:github`. */
export const branchSettings = {
  protectDefaultBranch: z.boolean().default(true),
  protectEnforceAdmins: z.boolean().default(true),
  requireCodeOwnerReviews: z.boolean().default(false),
  dismissStaleReviews: z.boolean().default(false),
  requiredApprovingReviewCount: z.int().min(0).max(6).default(1),
  requiredStatusCheckContexts: z.array(z.string()).exactOptional(),
  requireBranchesToBeUpToDate: z.boolean().default(true),
  requiredConversationResolution: z.boolean().default(false),
  requireLastPushApproval: z.boolean().default(false),
  requiredCommitSigning: z.boolean().default(false),
  requiredLinearHistory: z.boolean().default(false),
};

const settings = z.object(repositorySettings);
const branch = z.object(branchSettings);
export type RepositorySettings = z.output<typeof settings>;
export type BranchSettings = z.output<typeof branch>;

/** Sets what is set after a repository was made. Doing it again changes nothing. */
export async function applySettings(
  { octokit, owner, repo }: GithubRepository,
  { access, collaborators = [], topics, repoVariables = {}, customProperties }: RepositorySettings,
): Promise<void> {
  for (const { user, team, access: permission } of [...administrators(access), ...collaborators]) {
    if (user !== undefined) await octokit.rest.repos.addCollaborator({ owner, repo, username: user, permission });
    if (team !== undefined) {
      const [org = owner, slug = team] = team.includes("/") ? team.split("/") : [owner, team];
      const of = { org, team_slug: slug, owner, repo, permission };
      await octokit.rest.teams.addOrUpdateRepoPermissionsInOrg(of);
    }
  }
  if (topics)
    await octokit.rest.repos.replaceAllTopics({ owner, repo, names: topics.map((topic) => topic.toLowerCase()) });
  for (const [name, value] of Object.entries(repoVariables)) {
    const variable = { owner, repo, name, value };
    await octokit.rest.actions.createRepoVariable(variable).catch(async (reason: { status?: number }) => {
      if (reason.status !== 409) throw reason;
      await octokit.rest.actions.updateRepoVariable(variable);
    });
  }
  if (customProperties) {
    const properties = Object.entries(customProperties).map(([property_name, value]) => ({ property_name, value }));
    await octokit.request("PATCH /repos/{owner}/{repo}/properties/values", { owner, repo, properties });
  }
}

/** Protects a branch as far as the plan of the owner allows it; what it does not allow is told, and is no failure. */
export async function protectBranch(
  { octokit, owner, repo }: GithubRepository,
  name: string,
  settings: BranchSettings,
): Promise<string | null> {
  if (!settings.protectDefaultBranch) return null;
  const { requiredStatusCheckContexts: contexts = [] } = settings;
  try {
    await octokit.rest.repos.updateBranchProtection({
      owner,
      repo,
      branch: name,
      required_status_checks: { strict: settings.requireBranchesToBeUpToDate, contexts },
      enforce_admins: settings.protectEnforceAdmins,
      restrictions: null,
      required_pull_request_reviews: {
        required_approving_review_count: settings.requiredApprovingReviewCount,
        require_code_owner_reviews: settings.requireCodeOwnerReviews,
        dismiss_stale_reviews: settings.dismissStaleReviews,
        require_last_push_approval: settings.requireLastPushApproval,
      },
      required_conversation_resolution: settings.requiredConversationResolution,
      required_linear_history: settings.requiredLinearHistory,
    });
    if (settings.requiredCommitSigning) {
      await octokit.rest.repos.createCommitSignatureProtection({ owner, repo, branch: name });
    }
    return null;
  } catch (reason) {
    const isNotOffered =
      reason instanceof Error && /upgrade to github pro|make this repository public/i.test(reason.message);
    if (!isNotOffered) throw reason;
    return `The branch ${name} is not protected: ${reason.message}`;
  }
}

function administrators(access: string | undefined): RepositorySettings["collaborators"] & object {
  if (access === undefined) return [];
  return [access.includes("/") ? { team: access, access: "admin" } : { user: access, access: "admin" }];
}
