import { createHash } from "node:crypto";
import type { SourceFault } from "@callboard/core/testing";
import { type Loopback, type LoopbackReply, loopback } from "../loopback.ts";

/** A project and the files of its one branch. */
export interface FakeProject {
  readonly id: number;
  path: string;
  readonly branch?: string;
  readonly files: Map<string, string>;
  topics?: readonly string[];
  visibility?: "public" | "private" | "internal";
  archived?: boolean;
  isFork?: boolean;
  isEmpty?: boolean;
  /** Status of all answers about its files; 200 unless given. */
  status?: number;
}

export interface FakeGroup {
  readonly id: number;
  readonly path: string;
  readonly members?: readonly FakeMember[];
}

export interface FakeMember {
  readonly id: number;
  readonly username: string;
  readonly name?: string;
  readonly state?: string;
}

export interface FakeGitlab {
  readonly server: Loopback;
  readonly projects: Map<number, FakeProject>;
  readonly groups: Map<number, FakeGroup>;
  /** Calls back before a page of projects is answered. */
  onPage(listener: (page: number) => void): void;
  fail(fault: SourceFault | null): void;
  /** How many requests there were for files of projects. */
  fileRequests(): number;
}

/** The REST API of a GitLab that gives two items a page at most. */
export async function fakeGitlab(token: string): Promise<FakeGitlab> {
  const projects = new Map<number, FakeProject>();
  const groups = new Map<number, FakeGroup>();
  let onPage = (_page: number) => {};

  const server = await loopback(({ url, headers }) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: { message: "401", headers } };
    const [, , , collection, id = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const query = url.searchParams;
    if (collection === "groups") return answerGroup(id, rest, query);
    const project = [...projects.values()].find((one) => String(one.id) === id || one.path === id);
    if (collection !== "projects" || !project) return missing("Project");
    return rest.length === 0 ? { body: shown(project) } : answerRepository(project, rest, query);
  });

  function answerGroup(id: string, [what]: readonly string[], query: URLSearchParams): LoopbackReply {
    const group = [...groups.values()].find((one) => String(one.id) === id || one.path === id);
    if (!group) return missing("Group");
    const isBelow = ({ path }: { readonly path: string }) => path.startsWith(`${group.path}/`);
    if (what === undefined) return { body: shownGroup(group) };
    if (what === "members") return paged((group.members ?? []).map(shownMember), query);
    if (what === "descendant_groups") return paged([...groups.values()].filter(isBelow).map(shownGroup), query);
    onPage(Number(query.get("page")));
    return paged([...projects.values()].filter(isBelow).map(shown), query);
  }

  function shown(project: FakeProject) {
    return {
      id: project.id,
      path_with_namespace: project.path,
      web_url: `${server.origin}/${project.path}`,
      default_branch: project.isEmpty ? null : (project.branch ?? "main"),
      visibility: project.visibility ?? "private",
      topics: project.topics ?? [],
      archived: project.archived ?? false,
      empty_repo: project.isEmpty ?? false,
      repository_access_level: "enabled",
      ...(project.isFork && { forked_from_project: { id: 1 } }),
    };
  }

  function shownGroup({ id, path }: FakeGroup) {
    const parent = [...groups.values()].find((one) => one.path === path.split("/").slice(0, -1).join("/"));
    const name = path.split("/").at(-1);
    return { id, name, full_path: path, web_url: `${server.origin}/groups/${path}`, parent_id: parent?.id ?? null };
  }

  function shownMember({ id, username, name = username, state = "active" }: FakeMember) {
    return { id, username, name, state, web_url: `${server.origin}/${username}` };
  }

  return {
    server,
    projects,
    groups,
    onPage(listener) {
      onPage = listener;
    },
    fail: (fault) =>
      server.fail(fault, ({ url }) => /\/projects$/.test(url.pathname) && Number(url.searchParams.get("page")) >= 7),
    fileRequests: () => server.requests.filter(({ url }) => url.pathname.includes("/repository/")).length,
  };
}

const PAGE = 2;

function paged(items: readonly object[], query: URLSearchParams): LoopbackReply {
  const page = Number(query.get("page") ?? 1);
  const next = page * PAGE < items.length ? String(page + 1) : "";
  const headers = {
    "x-total": String(items.length),
    "x-page": String(page),
    "x-next-page": next,
    "ratelimit-limit": "2000",
    "ratelimit-remaining": "1990",
    "ratelimit-reset": "1795154400",
  };
  return { headers, body: items.slice((page - 1) * PAGE, page * PAGE) };
}

function answerRepository(project: FakeProject, rest: readonly string[], query: URLSearchParams): LoopbackReply {
  const { files, branch = "main", status = 200 } = project;
  if (status !== 200) return { status, body: { message: `${status} Forbidden` } };
  if (query.get("ref") !== branch) return missing("Commit");
  const [, what, path = "", form] = rest;
  if (what === "tree") {
    const all = [...files].map(([name, content]) => ({ path: name, type: "blob", id: blobOf(content) }));
    const start = Number(query.get("page_token") ?? 0);
    const next = `<http://gitlab.example.com/tree?page_token=${start + PAGE}&recursive=true&pagination=keyset&ref=${branch}>; rel="next"`;
    return {
      body: all.slice(start, start + PAGE),
      ...(start + PAGE < all.length && { headers: { link: next } }),
    };
  }
  const content = files.get(path);
  if (content === undefined) return missing("File");
  if (form === "raw") return { body: content };
  return { body: { blob_id: blobOf(content), encoding: "base64", content: Buffer.from(content).toString("base64") } };
}

function blobOf(content: string): string {
  return createHash("sha1").update(content).digest("hex");
}

function missing(what: string): LoopbackReply {
  return { status: 404, body: { message: `404 ${what} Not Found` } };
}
