import {
  CatalogError,
  type EntityProvider,
  type ReadContext,
  type SourceChange,
  type WatchContext,
} from "@callboard/core";
import { patternSelection } from "./file/pattern-selection.ts";
import type { RepositoryFilters } from "./github/repository-filter.ts";
import { type GitlabClient, gitlabClient } from "./gitlab/gitlab-client.ts";
import { listedProject, type Project, projectChooser } from "./gitlab/project.ts";
import { fileAt, locationOf, pathChoice, placeAt, projectDocument, treeOf } from "./gitlab/project-files.ts";
import { type GitlabHint, pushHook } from "./gitlab/push-hook.ts";
import { readGroups } from "./gitlab/read-groups.ts";
import { hintInbox } from "./net/hint-inbox.ts";
import { untilReadEnds } from "./net/until-read-ends.ts";

/** The files that are read unless `paths` says otherwise. */
export const GITLAB_PATHS: readonly string[] = ["catalog-info.yaml"];

/** What to read from GitLab, and what lets one in. */
export interface GitlabProviderOptions {
  /** Tells sources apart: the source is called `gitlab:<name>`. The host unless given, so `gitlab:gitlab.com`. */
  readonly name?: string;
  /** Paths of groups, read with all their subgroups: `acme`, `acme/platform`. */
  readonly groups: readonly string[];
  /** A token with the scope `read_api`, or a function that is asked for one before each request. */
  readonly token?: string | (() => string | Promise<string>);
  /** The address of a GitLab of your own; `https://gitlab.com` unless given. */
  readonly baseUrl?: string;
  /** Paths in each project, and patterns of `matchesPattern` such as `teams/*.yaml`; {@link GITLAB_PATHS} unless given. */
  readonly paths?: readonly string[];
  /** Which projects; their names are paths below the group, such as `platform/api`. */
  readonly filters?: RepositoryFilters;
  /** The branch to read; each project's default branch unless given. */
  readonly branch?: string;
  /** Whether groups and subgroups become entities of kind Group; false unless given. */
  readonly teams?: boolean;
  /** Whether members of the groups become entities of kind User; false unless given. */
  readonly users?: boolean;
  /** The secret token of the webhook; several while one is replaced by another. Without one none is let in. */
  readonly webhookSecret?: string | readonly string[];
}

export interface GitlabProvider extends EntityProvider {
  /**
   * Takes in one delivery of a GitLab webhook, and answers it. What it tells is read again at once where the catalog
   * watches its sources; full reads stay the truth.
   */
  webhook(request: Request): Promise<Response>;
}

/**
 * Reads descriptors from the projects of GitLab groups. A file whose content and place are those of the last read is not
 * parsed again; one keeps its identity when its project is renamed or moved. Each group is a scope of its own.
 *
 * @throws {CatalogError} `invalid-argument` for a path that leads out of a repository, and without a group
 */
export function gitlabProvider(options: GitlabProviderOptions): GitlabProvider {
  const { token, teams = false, users = false, webhookSecret = [], branch, filters } = options;
  const baseUrl = (options.baseUrl ?? "https://gitlab.com").replace(/\/$/, "");
  const groups = options.groups.map((group) => group.replace(/^\/|\/$/g, ""));
  if (groups.length === 0 || groups.includes(""))
    throw new CatalogError(
      "invalid-argument",
      "gitlabProvider has no group to read. Name one in groups, such as acme.",
    );
  const paths = pathChoice(options.paths ?? GITLAB_PATHS);
  const choose = projectChooser({ groups, branch, filters });
  const access = { baseUrl, ...(token !== undefined && { token }) };
  const inbox = hintInbox<GitlabHint>({ type: "refresh", reason: "more deliveries came than could wait" });
  const { name = URL.canParse(baseUrl) ? new URL(baseUrl).host : "gitlab" } = options;
  /** What was found, so that files which descriptors name are found without a further request. */
  const projects = new Map<string, Project>();

  /** The project and file that a descriptor may name: of a project that is read, and of the branch that is read. */
  async function namedFile(location: string, client: GitlabClient) {
    const place = placeAt(location, baseUrl);
    const known = place && projects.get(place.fullPath);
    const listed = place && !known ? await listedProject(client, decodeURIComponent(place.fullPath)) : undefined;
    const project = known ?? (listed && choose(listed));
    if (place && project?.branch === place.branch) return { project, path: place.path };
    throw new CatalogError("invalid-argument", "host not allowed: it is no file of a project and branch that is read");
  }

  async function* pushed(hint: GitlabHint, context: WatchContext): AsyncGenerator<SourceChange> {
    if (hint.type === "refresh") {
      yield hint;
      return;
    }
    const client = await gitlabClient(access, context);
    const listed = await listedProject(client, hint.projectId);
    const project = listed && choose(listed);
    if (!project || project.branch !== hint.branch) return;
    if (hint.paths === null && paths.patterns.length > 0) {
      yield { type: "refresh", reason: `a push to ${project.fullPath} is too large to be told in one delivery` };
      return;
    }
    for (const path of hint.paths ?? paths.named) {
      const location = locationOf(project, path);
      if (paths.includes(path)) {
        const outcome = await projectDocument(client, project, path, context);
        if (!outcome) yield { type: "removed", location };
        else if (outcome.status === "read") yield { type: "changed", document: outcome.document };
        else yield { type: "refresh", reason: `${location} changed and cannot be read` };
      } else if (context.uses?.(location)) yield { type: "touched", location };
    }
  }

  return {
    name: `gitlab:${name}`,
    webhook: pushHook([webhookSecret].flat(), inbox.put),
    provide: (given) =>
      untilReadEnds(given, async function* (context) {
        const client = await gitlabClient(access, context);
        const found = new Set<string>();
        const onProject = (project: Project) => {
          found.add(project.fullPath);
          projects.set(project.fullPath, project);
        };
        yield* readGroups(client, baseUrl, { groups, paths, choose, teams, users, onProject }, context);
        for (const fullPath of projects.keys()) if (!found.has(fullPath)) projects.delete(fullPath);
      }),
    async *watch(context) {
      for await (const hint of inbox.hints(context.signal)) {
        try {
          yield* pushed(hint, context);
        } catch (reason) {
          if (context.signal.aborted) return;
          const why = reason instanceof Error ? reason.message : "it failed";
          yield { type: "refresh", reason: `GitLab told of a push that could not be read: ${why}` };
        }
      }
    },
    async read(location, context) {
      const client = await gitlabClient(access, context);
      const { project, path } = await namedFile(location, client);
      return (await fileAt(client, project, path))?.text;
    },
    async list(pattern, context: ReadContext) {
      const client = await gitlabClient(access, context);
      const { project, path } = await namedFile(pattern, client);
      const { includes } = patternSelection(path, []);
      const tree = await treeOf(client, project);
      return [...tree.keys()]
        .filter(includes)
        .sort()
        .map((file) => locationOf(project, file));
    },
  };
}
