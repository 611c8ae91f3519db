import { CatalogError, type ProvideContext, type SourceDocument } from "@callboard/core";
import { readAhead } from "../read-ahead.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { type Memberships, type PeopleChoice, teamDocuments, USERS, userDocuments } from "./people.ts";
import { type ListedProject, listedProjects, type Project } from "./project.ts";
import { type PathChoice, projectDocuments } from "./project-files.ts";

/** What to read of some groups. */
export interface GroupsChoice extends PeopleChoice {
  readonly groups: readonly string[];
  readonly paths: PathChoice;
  choose(listed: ListedProject): Project | undefined;
  /** Called with each project that is read. */
  onProject(project: Project): void;
}

/**
 * The files, groups and users of some groups. A group that may not be read, or is not there, is skipped and keeps what
 * it had; the others are read.
 *
 * @param webUrl where GitLab shows its groups
 * @throws {CatalogError} `source-unreachable`; and when no group at all can be read, why the first cannot
 */
export async function* readGroups(
  client: GitlabClient,
  webUrl: string,
  choice: GroupsChoice,
  context: ProvideContext,
): AsyncGenerator<SourceDocument> {
  const members: Memberships = new Map();
  const refusals: CatalogError[] = [];
  for (const group of choice.groups) {
    try {
      yield* readProjects(client, group, choice, context);
      if (choice.teams || choice.users) yield* teamDocuments(client, group, choice, members, context);
      context.complete(group);
    } catch (reason) {
      if (!(reason instanceof CatalogError) || reason.code !== "invalid-argument") throw reason;
      refusals.push(reason);
      context.skip(`url:${webUrl}/${group}`, reason);
    }
  }
  const [first] = refusals;
  if (first && refusals.length === choice.groups.length) throw first;
  yield* userDocuments(members, context);
  if (!first) context.complete(USERS);
  const isRead = new Set([...choice.groups, USERS]);
  for (const scope of context.scopes?.() ?? []) if (!isRead.has(scope)) context.complete(scope);
}

/** How many projects are read at a time. */
const READ_AHEAD = 8;
/** With more files than this that cannot be reached it is GitLab that cannot be reached. */
const MOST_FAILURES = 5;

async function* readProjects(
  client: GitlabClient,
  group: string,
  { choose, paths, onProject }: GroupsChoice,
  context: ProvideContext,
): AsyncGenerator<SourceDocument> {
  const listed = await listedProjects(client, group);
  // One that is in several of the groups is read with the first of them.
  const projects = listed.flatMap((one) => choose(one) ?? []).filter((project) => project.group === group);
  for (const project of projects) onProject(project);
  const read = (project: Project) => projectDocuments(client, project, paths, context);
  let failures = 0;
  for await (const outcomes of readAhead(projects, READ_AHEAD, read)) {
    context.signal.throwIfAborted();
    for (const outcome of outcomes) {
      if (outcome.status === "read") {
        yield outcome.document;
        continue;
      }
      const { location, reason } = outcome;
      failures += reason instanceof CatalogError && reason.code === "source-unreachable" ? 1 : 0;
      if (failures > MOST_FAILURES) throw reason;
      context.skip(location, reason);
    }
  }
}
