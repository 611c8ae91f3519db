import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import type { RepositoryHost } from "../../../src/index.ts";

interface Project {
  readonly id: number;
  readonly path: string;
  readonly created: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  /** Files by branch, then by path. */
  readonly branches: Map<string, Map<string, string>>;
  readonly messages: Map<string, string>;
  readonly mergeRequests: {
    readonly iid: number;
    readonly source: string;
    readonly target: string;
    readonly body: object;
  }[];
  readonly variables: Map<string, string>;
}

/** A GitLab on loopback that keeps what it is told: projects of the group acme, their commits and merge requests. */
export interface FakeGitlab {
  readonly host: RepositoryHost;
  project(path: string): Project | undefined;
}

const TOKEN = "glpat-canary-token";

const commit = z.object({
  branch: z.string(),
  start_branch: z.string().optional(),
  commit_message: z.string(),
  actions: z.array(
    z.object({
      action: z.enum(["create", "update", "delete"]),
      file_path: z.string(),
      content: z.string().default(""),
      encoding: z.enum(["text", "base64"]).default("text"),
    }),
  ),
});

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Starts it before the tests of the file, and stops it behind them. */
export function fakeGitlab(): () => FakeGitlab {
  const projects = new Map<string, Project>();
  let url = "";

  const shown = ({ id, path, createdAt, created }: Project) => ({
    id,
    path_with_namespace: path,
    web_url: `https://gitlab.com/${path}`,
    created_at: createdAt,
    default_branch: created.default_branch ?? "main",
  });

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    try {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) throw new Refusal(401, "401 Unauthorized");
      answer(request.method === "POST" ? 201 : 200, handle(request, await bodyOf(request)));
    } catch (reason) {
      if (reason instanceof Refusal) answer(reason.status, { message: reason.message });
      else answer(500, { message: String(reason) });
    }
  });

  function handle(request: IncomingMessage, body: Readonly<Record<string, unknown>>): unknown {
    const address = new URL(request.url ?? "", url);
    const [, ...parts] = address.pathname.replace("/api/v4", "").split("/").map(decodeURIComponent);
    const [what, id = "", ...rest] = parts;
    const query = address.searchParams;
    if (what === "namespaces") return id === "acme" ? { id: 7 } : refuse(404, "404 Namespace Not Found");
    if (what === "users") return query.get("username") === "sam" ? [{ id: 3 }] : [];
    if (what === "projects" && id === "" && request.method === "POST") return create(body);
    const project = projects.get(id) ?? refuse(404, "404 Project Not Found");
    if (rest.length === 0) return shown(project);
    switch (`${request.method} ${rest.slice(0, 2).join("/")}`) {
      case "GET repository/tree":
        return Array.from(
          project.branches.get(query.get("ref") ?? "") ?? refuse(404, "404 Tree Not Found"),
          ([path]) => ({ path }),
        ).slice((Number(query.get("page")) - 1) * 100, Number(query.get("page")) * 100);
      case "GET repository/commits":
        return { id: "c1", message: project.messages.get(rest[2] ?? "") ?? refuse(404, "404 Commit Not Found") };
      case "GET repository/branches":
        return project.branches.has(rest[2] ?? "") ? { name: rest[2] } : refuse(404, "404 Branch Not Found");
      case "POST repository/commits":
        return addCommit(project, commit.parse(body));
      case "GET merge_requests":
        return project.mergeRequests
          .filter(
            ({ source, target }) => source === query.get("source_branch") && target === query.get("target_branch"),
          )
          .map(({ iid }) => ({ web_url: `https://gitlab.com/${project.path}/-/merge_requests/${iid}` }));
      case "POST merge_requests": {
        const iid = project.mergeRequests.length + 1;
        project.mergeRequests.push({
          iid,
          source: String(body.source_branch),
          target: String(body.target_branch),
          body,
        });
        return { web_url: `https://gitlab.com/${project.path}/-/merge_requests/${iid}` };
      }
      case "POST variables":
        if (project.variables.has(String(body.key))) refuse(400, "key has already been taken");
        project.variables.set(String(body.key), String(body.value));
        return {};
      case "PUT variables":
      case `PUT variables/${rest[1]}`:
        project.variables.set(rest[1] ?? "", String(body.value));
        return {};
      default:
        return refuse(404, `404 ${request.method} ${rest.join("/")}`);
    }
  }

  function create(body: Readonly<Record<string, unknown>>): unknown {
    const path = `acme/${body.path}`;
    if (projects.has(path)) refuse(400, "path has already been taken");
    const project: Project = {
      id: projects.size + 1,
      path,
      created: body,
      createdAt: new Date().toISOString(),
      branches: new Map(),
      messages: new Map(),
      mergeRequests: [],
      variables: new Map(),
    };
    projects.set(path, project);
    return shown(project);
  }

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  return () => ({
    host: { host: "gitlab.com", type: "gitlab", apiBaseUrl: `${url}/api/v4`, token: TOKEN },
    project: (path) => projects.get(path),
  });
}

function addCommit(project: Project, given: z.output<typeof commit>): unknown {
  const { branch, start_branch: start, commit_message: message, actions } = given;
  if (start !== undefined && project.branches.has(branch)) refuse(400, `A branch called '${branch}' already exists.`);
  const from =
    project.branches.get(start ?? branch) ??
    (project.branches.size === 0
      ? new Map()
      : refuse(400, "You can only create or edit files when you are on a branch"));
  const files = new Map(from);
  for (const { action, file_path: path, content, encoding } of actions) {
    if (action === "create" && files.has(path)) refuse(400, "A file with this name already exists");
    if (action === "update" && !files.has(path)) refuse(400, "A file with this name doesn't exist");
    if (action === "delete") files.delete(path);
    else files.set(path, Buffer.from(content, encoding === "base64" ? "base64" : "utf8").toString("latin1"));
  }
  project.branches.set(branch, files);
  project.messages.set(branch, message);
  return { id: `commit-of-${branch}`, message };
}

function refuse(status: number, message: string): never {
  throw new Refusal(status, message);
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return pieces.length === 0 ? {} : JSON.parse(Buffer.concat(pieces).toString());
}
