import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { parseRepoUrl } from "../../engine/parse-repo-url.ts";
import { patientFetch } from "../../hosts/patient-fetch.ts";
import { TemplateError } from "../../template-error.ts";

/** A project on a GitLab host as a template names it. */
export interface ProjectName {
  readonly host: string;
  /** Of a project named by its path; empty for one that is named by its number. */
  readonly owner: string;
  readonly repo: string;
  /** The path or number as it stands in an address of the API. */
  readonly id: string;
  readonly shown: string;
  readonly url: string;
}

/** A project and how it is reached. */
export interface GitlabProject extends ProjectName {
  /**
   * What the API answers (GitLab REST API v4); undefined when nothing is there (404).
   *
   * @throws {TemplateError} `action-failed` in GitLab's words, `already-exists` when a name is taken
   */
  call(doing: string, method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown>;
}

type Context = Pick<ActionContext, "hosts" | "fetch" | "clock" | "signal">;

/**
 * The project that a `repoUrl` names, by `owner` and `repo` or by `project`.
 *
 * @throws {TemplateError} `invalid-values` when it names none on a GitLab host
 */
export function projectName(repoUrl: string, { hosts }: Pick<Context, "hosts">): ProjectName {
  const { host, owner = "", repo = "", project } = parseRepoUrl(repoUrl, hosts);
  if (hosts.get(host)?.type !== "gitlab") {
    throw new TemplateError("invalid-values", `${host} is no GitLab host. Use the action of its own kind.`);
  }
  const path = project ?? `${owner}/${repo}`;
  if (!path.split("/").every((part) => NAME.test(part) && part !== "." && part !== "..")) {
    throw new TemplateError("invalid-values", `${JSON.stringify(path)} is no path of a project.`);
  }
  const url = `https://${host}/${path}`;
  return { host, owner, repo, id: encodeURIComponent(path), shown: `${path} on ${host}`, url };
}

const NAME = /^[\w.-]{1,255}$/;

/**
 * The same, ready to be worked with. GitLab is a handful of JSON calls here, so that no client is needed for it.
 *
 * @param token instead of the configured one; it goes to the same host
 * @throws {TemplateError} also `not-allowed` without a token
 */
export function gitlabProject(repoUrl: string, context: Context, token: string | undefined): GitlabProject {
  const name = projectName(repoUrl, context);
  const configured = context.hosts.get(name.host);
  const auth = token ?? configured?.token;
  if (auth === undefined) {
    throw new TemplateError("not-allowed", `There is no token for ${name.host}. Configure one for this host.`);
  }
  const base = configured?.apiBaseUrl ?? `https://${name.host}/api/v4`;
  const send = patientFetch(context);
  return {
    ...name,
    async call(doing, method, path, body) {
      const headers = { authorization: `Bearer ${auth}`, ...(body && { "content-type": "application/json" }) };
      const request = { method, headers, redirect: "error" as const, ...(body && { body: JSON.stringify(body) }) };
      const response = await send(`${base}${path}`, request).catch((cause: unknown) => {
        throw new TemplateError("unreachable", `${name.host} could not be reached to ${doing}: ${cause}`, { cause });
      });
      if (response.status === 404 && method === "GET") return undefined;
      const answer: unknown = await response.json().catch(() => null);
      if (response.ok) return answer;
      const said = JSON.stringify(answer);
      const code = /already been taken|already exists/i.test(said) ? "already-exists" : "action-failed";
      throw new TemplateError(code, `GitLab refused to ${doing} (${response.status}): ${saidBy(answer)}`);
    },
  };
}

const refusal = z.object({ message: z.json() }).or(z.object({ error: z.json() }));

function saidBy(answer: unknown): string {
  const parsed = refusal.safeParse(answer);
  if (!parsed.success) return "it gave no reason.";
  const said = "message" in parsed.data ? parsed.data.message : parsed.data.error;
  return typeof said === "string" ? said : JSON.stringify(said);
}

export const projectAnswer = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  created_at: z.string().exactOptional(),
  default_branch: z.string().nullable().exactOptional(),
});

/** The project as GitLab has it now; undefined when it is not there. */
export async function findProject(project: GitlabProject): Promise<z.output<typeof projectAnswer> | undefined> {
  const answer = await project.call(`read ${project.shown}`, "GET", `/projects/${project.id}`);
  return answer === undefined ? undefined : projectAnswer.parse(answer);
}
