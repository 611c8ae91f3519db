import { z } from "zod";
import { type RepositoryFilters, repositoryFilter } from "../github/repository-filter.ts";
import { schemaChecked } from "../net/web-service.ts";
import { allPages } from "./all-pages.ts";
import { type GitlabClient, NAME } from "./gitlab-client.ts";

const projectSchema = z.object({
  id: z.number(),
  path_with_namespace: z.string().min(1),
  web_url: z.url({ protocol: /^https?$/ }),
  default_branch: z.string().nullish(),
  visibility: z.enum(["public", "private", "internal"]).default("private"),
  topics: z.array(z.string()).default([]),
  archived: z.boolean().default(false),
  empty_repo: z.boolean().default(false),
  repository_access_level: z.string().optional(),
  forked_from_project: z.unknown().optional(),
});

/** A project with files to read. */
export interface Project {
  readonly id: number;
  /** Its path with that of its groups. */
  readonly fullPath: string;
  readonly webUrl: string;
  readonly branch: string;
  /** The one of the groups to read that it is in. */
  readonly group: string;
}

/** Which projects to read. */
export interface ProjectChoice {
  readonly groups: readonly string[];
  readonly branch?: string | undefined;
  readonly filters?: RepositoryFilters | undefined;
}

/** Tells which projects are read, for a listing, a webhook and a descriptor that names a file alike. */
export function projectChooser({
  groups,
  branch,
  filters,
}: ProjectChoice): (listed: ListedProject) => Project | undefined {
  const isWanted = repositoryFilter(filters);
  return (listed) => {
    const fullPath = listed.path_with_namespace;
    const group = groups.find((one) => fullPath.toLowerCase().startsWith(`${one.toLowerCase()}/`));
    const ref = branch ?? listed.default_branch ?? "";
    const hasFiles = !listed.empty_repo && listed.repository_access_level !== "disabled" && ref !== "";
    const repository = {
      name: fullPath.slice((group ?? "").length + 1),
      topics: listed.topics.map((topic) => topic.toLowerCase()),
      visibility: listed.visibility,
      isArchived: listed.archived,
      isFork: listed.forked_from_project !== undefined && listed.forked_from_project !== null,
    };
    if (group === undefined || !hasFiles || !isWanted(repository)) return undefined;
    return { id: listed.id, fullPath, webUrl: listed.web_url.replace(/\/$/, ""), branch: ref, group };
  };
}

export type ListedProject = z.infer<typeof projectSchema>;

/** All projects of a group and its subgroups, in a steady order. @throws {CatalogError} `source-unreachable` */
export function listedProjects(client: GitlabClient, group: string): Promise<readonly ListedProject[]> {
  const options = { includeSubgroups: true, withShared: false, orderBy: "id", sort: "asc" } as const;
  return allPages(projectSchema, `projects of ${group}`, (page) =>
    client.Groups.allProjects(group, { ...options, page, perPage: PER_PAGE, showExpanded: true }),
  );
}

export const PER_PAGE = 100;

/** One project by its id or path; undefined when it is not there, or not for the token. */
export async function listedProject(client: GitlabClient, id: number | string): Promise<ListedProject | undefined> {
  const { data, status } = await client.Projects.show(id, { showExpanded: true });
  return status === 200 ? schemaChecked(NAME, projectSchema, data) : undefined;
}
