import { createHash, timingSafeEqual } from "node:crypto";
import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { boundedBytes } from "../net/bounded-request.ts";

/** What a delivery of a webhook tells. */
export type GitlabHint =
  | {
      readonly type: "push";
      readonly projectId: number;
      readonly branch: string;
      /** Files that were added, changed or removed; null when the delivery does not name all. */
      readonly paths: readonly string[] | null;
    }
  | { readonly type: "refresh"; readonly reason: string };

const commit = z.object({
  added: z.array(z.string()).default([]),
  modified: z.array(z.string()).default([]),
  removed: z.array(z.string()).default([]),
});

const push = z.object({
  project_id: z.number(),
  ref: z.string(),
  after: z.string().default(""),
  total_commits_count: z.number().default(0),
  commits: z.array(commit).default([]),
});

const delivery = z.looseObject({ object_kind: z.string().optional(), event_name: z.string().optional() });

/**
 * Answers deliveries: 202 when one was taken in, 204 when there is nothing to do about it or it came before, 401 without
 * a good token, 413 over 5 MiB. Nothing of it is read before its token is checked.
 */
export function pushHook(
  secrets: readonly string[],
  put: (hint: GitlabHint) => void,
): (request: Request) => Promise<Response> {
  const seen = new Set<string>();

  function isNew(id: string): boolean {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > MOST_REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return true;
  }

  return async (request) => {
    if (request.method !== "POST") return reply(405, "Deliveries are sent with POST.");
    const token = request.headers.get("x-gitlab-token") ?? "";
    if (!secrets.some((secret) => isSame(token, secret)))
      return reply(401, "The token in X-Gitlab-Token is not right.");
    const body = await bodyOf(request);
    if (typeof body === "number") return reply(body, body === 413 ? "It is larger than 5 MiB." : "It is not JSON.");
    const hint = hintOf(body);
    if (!hint) return new Response(null, { status: 204 });
    const id = request.headers.get("idempotency-key") ?? request.headers.get("x-gitlab-event-uuid");
    if (id !== null && !isNew(JSON.stringify([id, hint]))) return new Response(null, { status: 204 });
    put(hint);
    return reply(202, "Taken in.");
  };
}

const MOST_REMEMBERED = 10_000;
const MAX_BYTES = 5 * 2 ** 20;

/** What a request brings, or the status that refuses it. */
async function bodyOf({ headers, body }: Request): Promise<unknown> {
  if (Number(headers.get("content-length") ?? 0) > MAX_BYTES) return 413;
  try {
    const bytes = body ? await boundedBytes(body, MAX_BYTES, "the delivery") : new Uint8Array();
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "number" ? 400 : value;
  } catch (reason) {
    return reason instanceof CatalogError ? 413 : 400;
  }
}

function hintOf(body: unknown): GitlabHint | undefined {
  const event = delivery.safeParse(body);
  const kind = event.data?.object_kind ?? event.data?.event_name ?? "";
  const pushed = kind === "push" ? push.safeParse(body) : undefined;
  if (pushed?.success) {
    const { project_id: projectId, ref, commits, total_commits_count: total } = pushed.data;
    if (!ref.startsWith(BRANCHES)) return undefined;
    const paths = commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]);
    const isWhole = total === commits.length && commits.length > 0;
    return { type: "push", projectId, branch: ref.slice(BRANCHES.length), paths: isWhole ? [...new Set(paths)] : null };
  }
  return STRUCTURE.test(kind) ? { type: "refresh", reason: `GitLab tells of a ${kind}` } : undefined;
}

const BRANCHES = "refs/heads/";

/** Events after which there may be other projects, groups or members. */
const STRUCTURE = /^(project|group|subgroup|user)_[a-z_]{1,40}$/;

/** Whether two texts are the same, found out in a time that says nothing about either. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && right !== "" && timingSafeEqual(a, b);
}

function reply(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
